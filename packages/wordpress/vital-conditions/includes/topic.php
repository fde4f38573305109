<?php
/**
 * A topic as it is printed: the widget's element with a link inside, and the loader's tag once a page.
 *
 * Leaves out who asks for it: a block, a shortcode or a pasted link.
 *
 * @package VitalConditions
 */

namespace VitalConditions;

defined( 'ABSPATH' ) || exit;

/** The handle of the loader. */
const LOADER = 'vital-conditions';

/** The values that say something else than the default. All others count as that, as they do in the widget. */
const VALUES = array(
	'layout'        => array( 'cards', 'compact' ),
	'theme'         => array( 'light', 'dark' ),
	'heading-level' => array( '1', '3', '4', '5' ),
	'loading'       => array( 'eager' ),
	'images'        => array( 'any' ),
	'search'        => array( 'true' ),
);

/**
 * The element for a topic. Asking for it puts the loader on the page.
 *
 * @param array  $wishes Values by the names of the widget's attributes. Those of `metrics`, `catalog` and `overlay` aren't heeded: where
 *                       counts go and whose texts are shown is for the settings to say, and not for whoever writes a post.
 * @param string $link   The link inside, as safe HTML; empty: it is made.
 * @return string HTML. Where no publisher is known, the link alone.
 */
function topic( array $wishes, $link = '' ) {
	$wishes = array_map( 'trim', array_filter( $wishes, 'is_scalar' ) );
	$topic  = isset( $wishes['topic'] ) ? $wishes['topic'] : '';
	$lang   = isset( $wishes['lang'] ) && is_tag( $wishes['lang'] ) ? $wishes['lang'] : '';
	if ( '' === host() ) {
		return $link;
	}
	if ( '' === $link ) {
		$link = link_to( $topic, $lang );
	}
	if ( is_feed() ) {
		return $link;
	}
	$attributes = array(
		'topic' => $topic,
		'lang'  => $lang,
	);
	foreach ( VALUES as $name => $values ) {
		$attributes[ $name ] = isset( $wishes[ $name ] ) && in_array( $wishes[ $name ], $values, true ) ? $wishes[ $name ] : '';
	}
	$attributes = array_map( 'esc_attr', $attributes );
	$settings   = settings();
	$metrics    = esc_url( $settings['metrics'] );
	if ( '' !== $metrics ) {
		$attributes['metrics'] = $metrics;
		$attributes['partner'] = esc_attr( empty( $wishes['partner'] ) ? $settings['partner'] : $wishes['partner'] );
	}
	$html = '<vital-conditions';
	foreach ( array_filter( $attributes, 'strlen' ) as $name => $value ) {
		$html .= " $name=\"$value\"";
	}
	wp_enqueue_script( LOADER );
	return $html . '>' . $link . '</vital-conditions>';
}

/**
 * A link to a topic's own page, which is shown if the widget can't be.
 *
 * @param string $topic An id or an earlier one; empty: the home entry.
 * @param string $lang  A BCP 47 tag; empty: the site's language.
 * @return string HTML; empty where it is known that there is no such page.
 */
function link_to( $topic, $lang ) {
	if ( '' !== $topic && ! is_topic( $topic ) ) {
		return '';
	}
	$entry = entry( $topic, '' === $lang ? get_bloginfo( 'language' ) : $lang );
	if ( ! $entry && '' === $topic ) {
		return '';
	}
	if ( ! $entry ) {
		// The publisher doesn't answer the server now. The page may be there for readers all the same.
		$entry = array(
			/* translators: %s: the name of a web server. */
			'title' => sprintf( __( 'Read this topic at %s', 'vital-conditions' ), wp_parse_url( host(), PHP_URL_HOST ) ),
			'url'   => host() . 'topics/' . $topic . '.html',
		);
	}
	return sprintf( '<a href="%s">%s</a>', esc_url( $entry['url'] ), esc_html( $entry['title'] ) );
}

/**
 * Makes the loader known to WordPress, which prints it on the pages that it is asked for on.
 */
function register_loader() {
	if ( '' === host() ) {
		return;
	}
	// No version: what a publisher changes is asked for again by itself, and a query would make it another file for browsers. What is asked
	// for before the head is printed, as blocks of a block theme are, goes there.
	// phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
	wp_register_script( LOADER, host() . 'vital-conditions.js', array(), null, false );
	wp_script_add_data( LOADER, 'strategy', 'async' );
}
add_action( 'init', __NAMESPACE__ . '\register_loader', 5 );

/**
 * Gives the loader's tag what it needs: `crossorigin` saves a connection, and WordPress before 6.3 knows no `async`.
 *
 * @param string $tag    The tag.
 * @param string $handle What it loads.
 * @return string
 */
function complete_tag( $tag, $handle ) {
	if ( LOADER !== $handle ) {
		return $tag;
	}
	foreach ( array( 'crossorigin', 'async' ) as $name ) {
		if ( ! preg_match( '/\s' . $name . '[\s=>]/', $tag ) ) {
			$tag = str_replace( '<script ', '<script ' . $name . ' ', $tag );
		}
	}
	return $tag;
}
add_filter( 'script_loader_tag', __NAMESPACE__ . '\complete_tag', 10, 2 );
