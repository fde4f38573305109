<?php
/**
 * What the editor's script needs to be loaded before it.
 *
 * @package VitalConditions
 */

return array(
	'dependencies' => array(),
	'version'      => '0.1.0',
);
