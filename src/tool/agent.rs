//! How the tool asks other servers.

use ureq::Agent;
use ureq::config::ConfigBuilder;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::typestate::AgentScope;

/// Whatever a server says is an answer, and redirections are followed by whoever asked. `name` says who that is.
#[must_use]
pub fn settings(name: &str) -> ConfigBuilder<AgentScope> {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(name)
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
}
