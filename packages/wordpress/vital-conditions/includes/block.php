<?php
/**
 * The block, as the server knows it. What the editor shows is in block/editor.js.
 *
 * What is saved with a post is a plain link, so that a page reads on when the plugin is gone. What readers get is made anew each time.
 *
 * @package VitalConditions
 */

namespace VitalConditions;

defined( 'ABSPATH' ) || exit;

/**
 * Makes the block known.
 */
function register_block() {
	register_block_type(
		FOLDER . '/block',
		array(
			'render_callback' => __NAMESPACE__ . '\render_block',
			// The preview needs the loader in the document that the content is in, which may be a frame. Elsewhere WordPress would load it
			// on every page, so there the element asks for it.
			'script_handles'  => is_admin() && '' !== host() ? array( LOADER ) : array(),
		)
	);
}
add_action( 'init', __NAMESPACE__ . '\register_block' );

/**
 * What readers get of a block.
 *
 * @param array  $attributes The block's attributes. WordPress has put the default in the place of what isn't allowed.
 * @param string $content    What was saved: a paragraph with a link.
 * @return string HTML.
 */
function render_block( $attributes, $content ) {
	if ( empty( $attributes['topic'] ) ) {
		return '';
	}
	$wishes                  = $attributes;
	$wishes['heading-level'] = $attributes['headingLevel'];

	$link = trim( wp_kses( $content, array( 'a' => array( 'href' => true ) ) ) );
	if ( '' !== host() && false === strpos( $link, '<a href="' . esc_url( host() ) ) ) {
		// It was saved when the widget was published elsewhere, or holds something else.
		$link = '';
	}
	return sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), topic( $wishes, $link ) );
}

/**
 * Tells the editor's script what it can't know by itself.
 */
function brief_editor() {
	$brief = array(
		'host'     => host(),
		'lang'     => get_bloginfo( 'language' ),
		'partner'  => settings()['partner'],
		'settings' => current_user_can( 'manage_options' ) ? admin_url( 'options-general.php?page=vital-conditions' ) : '',
	);
	// WordPress names the block's scripts so: the first, and the second with its number.
	wp_add_inline_script( 'vital-conditions-topic-editor-script', 'window.vitalConditions = ' . wp_json_encode( $brief, JSON_HEX_TAG ) . ';', 'before' );
	wp_set_script_translations( 'vital-conditions-topic-editor-script-2', 'vital-conditions' );
}
add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\brief_editor' );
