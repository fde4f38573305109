//! The widget in a real browser, as readers and host pages meet it. One module a behaviour, named as a sentence; the machinery
//! comes first.

mod driver;
mod engine;
mod finding;
mod host;
mod keys;
mod site;
mod stage;
mod titles;
#[path = "../shared/unpacked.rs"]
mod unpacked;
mod wordpress;

mod a_bad_catalog_shows_all_that_is_good;
mod a_catalog_may_be_in_shards;
mod a_failure_can_be_mended;
mod a_host_page_embeds_the_widget;
mod a_partner_changes_what_is_shown;
mod a_partner_chooses_what_to_paste;
mod a_partner_counts_what_is_read;
mod a_reader_goes_from_card_to_card_by_keyboard;
mod a_strict_host_page_is_respected;
mod a_topic_comes_with_its_snippet;
mod a_wordpress_site_shows_topics;
mod an_administrator_of_wordpress_names_the_publisher;
mod an_author_chooses_a_topic_in_wordpress;
mod an_editor_sees_what_they_write;
mod an_entry_has_a_page_of_its_own;
mod anyone_can_read_it;
mod attributes_say_where_it_starts_and_how_it_looks;
mod developers_find_what_is_declared;
mod every_entry_can_be_reached;
mod it_can_be_looked_at;
mod it_speaks_the_readers_language;
mod it_waits_until_it_is_nearly_seen;
mod links_stay_links;
mod many_widgets_share_one_download;
mod nothing_jumps;
mod nothing_stays_after_a_widget_leaves;
mod reading_goes_on_before_the_wasm_is_there;
mod reading_goes_on_without_wasm;
mod the_first_topic_comes_before_the_widget;
mod the_host_page_can_steer;
mod the_host_page_is_told;
mod the_readme_is_right;
mod the_tool_serves_the_demo;
