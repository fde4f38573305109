<?php
/**
 * The address of a topic's own page, on a line of its own or in an embed block, becomes the topic.
 *
 * WordPress asks handlers like this one before it asks the page for oEmbed, which would give the page in a sandboxed frame.
 *
 * @package VitalConditions
 */

namespace VitalConditions;

defined( 'ABSPATH' ) || exit;

/**
 * Makes the addresses of the publisher's topics known to WordPress.
 */
function register_embed() {
	$host = preg_replace( '/^https?/i', '', host() );
	if ( '' === $host ) {
		return;
	}
	$pattern = '#^https?' . preg_quote( $host, '#' ) . 'topics/(?:([A-Za-z0-9-]+)/)?([a-z0-9-]{1,80})\.html(?:[?\#].*)?$#D';
	wp_embed_register_handler(
		'vital-conditions',
		$pattern,
		function ( $matches ) {
			return topic(
				array(
					'lang'  => $matches[1],
					'topic' => $matches[2],
				)
			);
		}
	);
}
add_action( 'init', __NAMESPACE__ . '\register_embed' );
