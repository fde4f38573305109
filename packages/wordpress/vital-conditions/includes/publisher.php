<?php
/**
 * Where the widget is published, and what is known there of languages and topics.
 *
 * Leaves out what is printed, and how the address is set.
 *
 * @package VitalConditions
 */

namespace VitalConditions;

defined( 'ABSPATH' ) || exit;

/** The one option, an array with the members of `settings()`. */
const OPTION = 'vital_conditions';

/** The transient in which the publisher's answers are kept. */
const KNOWN = 'vital_conditions_known';

/** So many answers are kept at the most. */
const MOST = 500;

/**
 * What is set on the settings page.
 *
 * @return array{host: string, partner: string, metrics: string} Empty strings where nothing is set.
 */
function settings() {
	$kept = get_option( OPTION );
	return wp_parse_args(
		is_array( $kept ) ? $kept : array(),
		array(
			'host'    => '',
			'partner' => '',
			'metrics' => '',
		)
	);
}

/**
 * The address of the published folder where the settings name none: that of the constant VITAL_CONDITIONS_HOST, else the one that this
 * copy of the plugin came with.
 *
 * @return string With a slash at its end; empty where there is none.
 */
function default_host() {
	return folder( defined( 'VITAL_CONDITIONS_HOST' ) ? VITAL_CONDITIONS_HOST : require FOLDER . '/preset.php' );
}

/**
 * The address of the published folder.
 *
 * @return string With a slash at its end; empty where there is none.
 */
function host() {
	$host = settings()['host'];

	/**
	 * Filters the address of the folder in which the widget is published. Its scripts run on this site's pages and in the editor.
	 *
	 * @param string $host The address from the settings, or the default one; empty where there is none.
	 */
	return folder( apply_filters( 'vital_conditions_host', '' === $host ? default_host() : $host ) );
}

/**
 * A folder's address as it is kept: http or https, without a query, with a slash at its end.
 *
 * @param mixed $address What somebody has written.
 * @return string Empty where it is no such address.
 */
function folder( $address ) {
	$address = preg_replace( '/[?#].*/s', '', trim( is_string( $address ) ? $address : '' ) );
	$parts   = wp_parse_url( $address );
	if ( empty( $parts['scheme'] ) || empty( $parts['host'] ) || ! preg_match( '/^https?$/i', $parts['scheme'] ) ) {
		return '';
	}
	$address = esc_url_raw( $address, array( 'http', 'https' ) );
	return '' === $address ? '' : trailingslashit( $address );
}

/**
 * What a JSON file of the publisher says. It is asked for once a day, and a publisher that can't be reached has fifteen minutes of rest, so
 * that no reader waits for it again and again.
 *
 * @param string   $path The file's path in the published folder.
 * @param callable $read Takes the file as an array, and gives what is to be kept of it.
 * @return mixed What `$read` gave; null where there is no such file, or it can't be had now.
 */
function told( $path, callable $read ) {
	$host  = host();
	$known = get_transient( KNOWN );
	if ( ! is_array( $known ) || $host !== $known['host'] || $known['until'] < time() || count( $known['files'] ) >= MOST ) {
		$known = array(
			'host'  => $host,
			'until' => time() + DAY_IN_SECONDS,
			'rest'  => 0,
			'files' => array(),
		);
	}
	if ( array_key_exists( $path, $known['files'] ) ) {
		return $known['files'][ $path ];
	}
	if ( '' === $host || $known['rest'] > time() ) {
		return null;
	}
	$answer = wp_safe_remote_get( $host . $path, array( 'timeout' => 3 ) );
	$status = wp_remote_retrieve_response_code( $answer );
	if ( is_wp_error( $answer ) || ! in_array( $status, array( 200, 404, 410 ), true ) ) {
		$known['rest'] = time() + 15 * MINUTE_IN_SECONDS;
	} else {
		$said                    = 200 === $status ? json_decode( wp_remote_retrieve_body( $answer ), true ) : null;
		$known['files'][ $path ] = is_array( $said ) ? $read( $said ) : null;
	}
	set_transient( KNOWN, $known, DAY_IN_SECONDS );
	return isset( $known['files'][ $path ] ) ? $known['files'][ $path ] : null;
}

/**
 * The folder of a language's files, such as `es/`.
 *
 * @param string $lang A BCP 47 tag.
 * @return string Empty for the original, and for a language that there is no edition of.
 */
function edition( $lang ) {
	$index = told(
		'index.json',
		function ( $index ) {
			$translations = isset( $index['translations'] ) && is_array( $index['translations'] ) ? $index['translations'] : array();
			return array(
				'lang'         => isset( $index['lang'] ) && is_string( $index['lang'] ) ? $index['lang'] : 'en',
				'translations' => array_values( array_filter( array_keys( $translations ), __NAMESPACE__ . '\is_tag' ) ),
			);
		}
	);
	// The lookup of RFC 4647, as the loader does it.
	while ( $index && '' !== $lang ) {
		if ( 0 === strcasecmp( $lang, $index['lang'] ) ) {
			return '';
		}
		foreach ( $index['translations'] as $known ) {
			if ( 0 === strcasecmp( $lang, $known ) ) {
				return $known . '/';
			}
		}
		$lang = (string) substr( $lang, 0, (int) strrpos( $lang, '-' ) );
	}
	return '';
}

/**
 * What a topic is called, and where its own page is.
 *
 * @param string $topic An id or an earlier one; empty: the home entry.
 * @param string $lang  A BCP 47 tag.
 * @return array{title: string, url: string}|null Null where the publisher has no such topic, or doesn't answer.
 */
function entry( $topic, $lang ) {
	$read = function ( $fragment ) {
		$is_whole = isset( $fragment['topic'], $fragment['title'] ) && is_topic( $fragment['topic'] ) && is_string( $fragment['title'] );
		return $is_whole ? array( $fragment['topic'], $fragment['title'] ) : null;
	};
	foreach ( array_unique( array( edition( $lang ), '' ) ) as $folder ) {
		$found = told( 't/' . $folder . ( '' === $topic ? '_' : $topic ) . '.json', $read );
		if ( $found ) {
			return array(
				'title' => $found[1],
				'url'   => host() . 'topics/' . $folder . $found[0] . '.html',
			);
		}
	}
	return null;
}

/**
 * Whether a value has the form of a topic's id.
 *
 * @param mixed $value What is looked at.
 * @return bool
 */
function is_topic( $value ) {
	return is_string( $value ) && 1 === preg_match( '/^[a-z0-9-]{1,80}$/D', $value );
}

/**
 * Whether a value has the form of a BCP 47 tag.
 *
 * @param mixed $value What is looked at.
 * @return bool
 */
function is_tag( $value ) {
	return is_string( $value ) && 1 === preg_match( '/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/Di', $value );
}
