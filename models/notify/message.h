// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/notify/event.h"

#include <string>

namespace notify {

// Bodies of a webhook, JSON. `hasText`: with Event::text, cut to kLongestText bytes. A link is
// never cut: one that is longer than kLongestLink is left out.
//
// For Slack and what takes its messages (Mattermost, Rocket.Chat): {"text", "blocks"}. &, < and >
// are escaped as Slack wants it, so that no name makes a link or calls a channel; blocks are of
// type plain_text.
std::string slackBody(const Event& event, bool hasText);
// For everything else, schema "plumbline.notification/1", see resources/notify/README.md.
std::string genericBody(const Event& event, bool hasText);

inline constexpr std::size_t kLongestText = 600;
inline constexpr std::size_t kLongestLink = 2900; // bytes; Slack takes 3000 characters in a block

} // namespace notify
