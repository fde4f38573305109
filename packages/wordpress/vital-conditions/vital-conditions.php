<?php
/**
 * Plugin Name:       Vital Conditions
 * Description:       Topics of the Seven Vital Conditions for Health and Well-Being in posts and pages, by a block, a shortcode or a pasted link.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The makers of the Vital Conditions widget
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       vital-conditions
 * Update URI:        false
 *
 * Only what is loaded is named here. Where the widget is published is in includes/publisher.php, what is printed in includes/topic.php, and
 * each way to ask for a topic has a file of its own.
 *
 * @package VitalConditions
 */

namespace VitalConditions;

defined( 'ABSPATH' ) || exit;

const FOLDER = __DIR__;

require FOLDER . '/includes/publisher.php';
require FOLDER . '/includes/topic.php';
require FOLDER . '/includes/block.php';
require FOLDER . '/includes/shortcode.php';
require FOLDER . '/includes/embed.php';
if ( is_admin() ) {
	require FOLDER . '/includes/settings.php';
}
