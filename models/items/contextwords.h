// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/contextsession.h"

#include <QString>

#include <cstdint>

namespace items {

// What fills a context window, and what went out of it, in words. What was sent is in none of them
// but names of passages and tools, which are safe for one line.

QString fillingText(trace::Filling filling); // "System", "Not captured"
// "1,240 tokens", "≈ 1,240 tokens".
QString tokensText(std::int64_t tokens, bool isEstimated);
// "oldest first", "dropped by the server"
QString ruleText(trace::DropRule rule);
// "3 turns dropped · oldest first · ≈ 1,240 tokens"; with what an answer needed of it.
QString dropText(const trace::ContextDrop& drop);
// A sentence on how that is known, and what it says of the model.
QString dropReason(const trace::ContextDrop& drop);
// What estimates rest on: "≈ at 4.4 characters a token, as in 120 answers of this model".
QString scaleText(double charactersPerToken, std::int64_t answers);
// "Window 8,192 tokens, as the call tells", or that its size is unknown.
QString windowText(const trace::ContextWindow& context);
QString fateText(trace::MessageFate fate);
// "User", "System"; the role as sent, safe for one line, where we do not know it.
QString roleText(const trace::SessionMessage& message);
// All of a turn in one line, for who does not see the chart.
QString turnText(const trace::ContextSession& session, std::size_t turn);
// Why nothing is said of what came and went in a turn; empty while its text is known.
QString textStateText(const trace::ContextTurn& turn);

} // namespace items
