<?php
/**
 * The page Settings > Vital Conditions: where the widget is published, and where counts go.
 *
 * @package VitalConditions
 */

namespace VitalConditions;

defined( 'ABSPATH' ) || exit;

/** The page's name in its address, and the group of its settings. */
const PAGE = 'vital-conditions';

/**
 * Puts the page into the menu.
 */
function add_page() {
	$title = __( 'Vital Conditions', 'vital-conditions' );
	add_options_page( $title, $title, 'manage_options', PAGE, __NAMESPACE__ . '\print_page' );
}
add_action( 'admin_menu', __NAMESPACE__ . '\add_page' );

/**
 * Leads to the page from the list of plugins.
 *
 * @param string[] $links HTML.
 * @return string[]
 */
function add_link( $links ) {
	$link = sprintf(
		'<a href="%s">%s</a>',
		esc_url( admin_url( 'options-general.php?page=' . PAGE ) ),
		esc_html__( 'Settings', 'vital-conditions' )
	);
	return array_merge( array( $link ), $links );
}
add_filter( 'plugin_action_links_' . plugin_basename( FOLDER . '/vital-conditions.php' ), __NAMESPACE__ . '\add_link' );

/**
 * Whether the user may say whose script runs on the pages. On a network that is for who looks after all its sites, as scripts in posts are.
 *
 * @return bool
 */
function may_choose_host() {
	return current_user_can( 'unfiltered_html' );
}

/**
 * Makes the option and its fields known.
 */
function register_fields() {
	register_setting( PAGE, OPTION, array( 'sanitize_callback' => __NAMESPACE__ . '\checked' ) );
	add_settings_section( 'all', '', '__return_null', PAGE );
	$fields = array(
		'host'    => array(
			'label'       => __( 'Address of the publisher', 'vital-conditions' ),
			'description' => may_choose_host()
				? __( 'The folder in which the widget is published, such as https://example.org/vital/. Ask its publisher. Its script runs on your pages and in the editor, so name only one that you trust.', 'vital-conditions' )
				: __( 'The folder in which the widget is published. Who may put scripts on pages can change it: ask the administrator of the network.', 'vital-conditions' ),
		),
		'metrics' => array(
			'label'       => __( 'Address for counts', 'vital-conditions' ),
			'description' => __( 'Where counts of what is read are sent to, without cookies or identifiers. Empty: nothing is counted.', 'vital-conditions' ),
		),
		'partner' => array(
			'label'       => __( 'Partner', 'vital-conditions' ),
			'description' => __( 'What counts are sent under, where a block or a shortcode says nothing else.', 'vital-conditions' ),
		),
	);
	foreach ( $fields as $name => $field ) {
		$id = PAGE . '-' . $name;
		add_settings_field( $id, $field['label'], __NAMESPACE__ . '\print_field', PAGE, 'all', array( 'label_for' => $id, 'name' => $name ) + $field );
	}
}
add_action( 'admin_init', __NAMESPACE__ . '\register_fields' );

/**
 * Prints a field.
 *
 * @param array $field Its name, id and description.
 */
function print_field( array $field ) {
	$name = $field['name'];
	printf(
		'<input type="text" class="regular-text code" id="%1$s" name="%2$s[%3$s]" value="%4$s" placeholder="%5$s" aria-describedby="%1$s-description"%6$s>',
		esc_attr( $field['label_for'] ),
		esc_attr( OPTION ),
		esc_attr( $name ),
		esc_attr( settings()[ $name ] ),
		esc_attr( 'host' === $name ? default_host() : '' ),
		'host' !== $name || may_choose_host() ? '' : ' readonly'
	);
	printf( '<p class="description" id="%s-description">%s</p>', esc_attr( $field['label_for'] ), esc_html( $field['description'] ) );
}

/**
 * Prints the page. WordPress shows the messages above it.
 */
function print_page() {
	?>
	<div class="wrap">
		<h1><?php echo esc_html( get_admin_page_title() ); ?></h1>
		<form action="options.php" method="post">
			<?php
			settings_fields( PAGE );
			do_settings_sections( PAGE );
			submit_button();
			?>
		</form>
	</div>
	<?php
}

/**
 * What is kept of what was sent. A value that can't be kept leaves the one before, and a message says why.
 *
 * @param mixed $sent The form's fields.
 * @return array As `settings()`.
 */
function checked( $sent ) {
	$kept = settings();
	$sent = array_map( 'trim', array_filter( is_array( $sent ) ? $sent : array(), 'is_string' ) );
	if ( isset( $sent['partner'] ) ) {
		$kept['partner'] = sanitize_text_field( $sent['partner'] );
	}
	if ( isset( $sent['metrics'] ) ) {
		// A path is one of this site's.
		if ( preg_match( '#^($|/[^/]|https?://[^/])#i', $sent['metrics'] ) ) {
			$kept['metrics'] = esc_url_raw( $sent['metrics'], array( 'http', 'https' ) );
		} else {
			/* translators: %s: what was written into the field. */
			refuse( 'metrics', sprintf( __( '“%s” is no address that counts can be sent to. Name the whole of it, such as https://example.org/counts.', 'vital-conditions' ), $sent['metrics'] ) );
		}
	}
	if ( isset( $sent['host'] ) && may_choose_host() ) {
		// An address that is kept already isn't asked again: the other settings can be changed while it doesn't answer.
		$host  = folder( $sent['host'] );
		$fault = '' === $sent['host'] || ( '' !== $host && $host === $kept['host'] ) ? '' : fault_of( $sent['host'] );
		if ( '' === $fault ) {
			$kept['host'] = $host;
		} else {
			refuse( 'host', $fault );
		}
	}
	return $kept;
}

/**
 * Says why a value isn't kept.
 *
 * @param string $name    The field.
 * @param string $message Plain text.
 */
function refuse( $name, $message ) {
	add_settings_error( OPTION, $name, esc_html( $message . ' ' . __( 'What was set before is kept.', 'vital-conditions' ) ) );
}

/**
 * What is wrong with an address as that of a publisher, found by asking it for its index of topics.
 *
 * @param string $address What was written into the field.
 * @return string Plain text; empty where nothing is wrong.
 */
function fault_of( $address ) {
	$host = folder( $address );
	if ( '' === $host ) {
		/* translators: %s: what was written into the field. */
		return sprintf( __( '“%s” is no address of a folder. Name the whole of it, such as https://example.org/vital/.', 'vital-conditions' ), $address );
	}
	if ( 'https' === wp_parse_url( home_url(), PHP_URL_SCHEME ) && 0 === strpos( $host, 'http:' ) ) {
		/* translators: %s: an address. */
		return sprintf( __( '%s begins with http, and browsers load nothing by http on a site that comes by https. Ask the publisher for the address with https.', 'vital-conditions' ), $host );
	}
	$file   = $host . 'index.json';
	$answer = wp_safe_remote_get( $file, array( 'timeout' => 10 ) );
	if ( is_wp_error( $answer ) ) {
		/* translators: 1: an address, 2: the reason, as a sentence. */
		return sprintf( __( '%1$s could not be fetched: %2$s Look for a mistake in the address, or ask the publisher.', 'vital-conditions' ), $file, $answer->get_error_message() );
	}
	$status = wp_remote_retrieve_response_code( $answer );
	if ( 200 !== $status ) {
		/* translators: 1: an address, 2: a status code of HTTP. */
		return sprintf( __( '%1$s answered with the status %2$d, so nothing is published there. Look for a mistake in the address, or ask the publisher.', 'vital-conditions' ), $file, $status );
	}
	$index = json_decode( wp_remote_retrieve_body( $answer ), true );
	if ( ! isset( $index['version'], $index['index'] ) || ! is_array( $index['index'] ) ) {
		/* translators: %s: an address. */
		return sprintf( __( '%s is no index of topics, so the widget is not published there. Look for a mistake in the address, or ask the publisher.', 'vital-conditions' ), $file );
	}
	return '';
}
