<?php
/**
 * The address of the publisher that this copy of the plugin comes from. `vital build --base-url` writes it.
 *
 * @package VitalConditions
 */

return '';
