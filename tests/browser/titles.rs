//! The titles of the shipped catalog's entries that tests read.

pub const HOME: &str = "Seven Vital Conditions for Health and Well-Being";
pub const BELONGING: &str = "Belonging and Civic Muscle";
pub const VOTING: &str = "Voting";
pub const ENGAGEMENT: &str = "Community Engagement";
pub const STORY: &str = "How Does Our Sense of Belonging Shape our Mental Health?";
pub const CONNECTIONS: &str = "Social Connections Advance Community Well Being";
