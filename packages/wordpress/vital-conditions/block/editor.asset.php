<?php
/**
 * What the editor's script needs to be loaded before it.
 *
 * @package VitalConditions
 */

return array(
	'dependencies' => array( 'vital-conditions-topic-editor-script', 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n' ),
	'version'      => '0.1.0',
);
