// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// Before anything that includes <array> first: moc of Qt 6.4 cannot read <compare> on its own.
#include "models/telemetry/timerange.h"
#include "models/trace/contextsession.h"

#include <QString>
#include <QStringList>

#include <string>
#include <utility>
#include <vector>

// Conversations of tests, and sessions as text.
namespace sessiontest {

using Said = std::vector<std::pair<std::string, std::string>>; // role and text

inline telemetry::Message message(const std::string& role, const std::string& text)
{
    telemetry::Message result;
    result.role = role;
    result.parts.emplace_back();
    result.parts.back().text = text;
    return result;
}

inline telemetry::Generation turn(unsigned number, const Said& said)
{
    telemetry::Generation generation;
    generation.trace.bytes[15] = static_cast<unsigned char>(number);
    generation.trace.bytes[14] = static_cast<unsigned char>(number >> 8U);
    generation.span = telemetry::SpanId{number};
    generation.start =
        telemetry::fromUnixNanos(1'790'000'000'000'000'000LL + number * 1'000'000'000LL);
    generation.service = "bot";
    generation.session = "s-1";
    generation.modelRequested = "glyph";
    generation.contentState = telemetry::ContentState::Captured;
    for (const auto& [role, text] : said)
        generation.inputMessages.push_back(message(role, text));
    return generation;
}

// "=system +question -old ~edited", each by the beginning of its text.
inline QString messagesText(const trace::ContextSession& session, std::size_t turn)
{
    QStringList parts;
    for (const auto& one : session.turns[turn].messages) {
        const char mark = one.fate == trace::MessageFate::Added ? '+'
            : one.fate == trace::MessageFate::Kept              ? '='
            : one.fate == trace::MessageFate::Edited            ? '~'
                                                                : '-';
        parts << QChar::fromLatin1(mark)
                + QString::fromStdString(session.contentOf(one).excerpt).section(u' ', 0, 0);
    }
    return parts.join(u' ');
}

// "oldest_first a1 u1", a rule and what it took; "server ? 316" where only tokens are known.
inline QString dropsText(const trace::ContextSession& session, std::size_t turn)
{
    QStringList drops;
    for (const auto& drop : session.turns[turn].drops) {
        QStringList words{QLatin1String(trace::toString(drop.rule))};
        for (const auto content : drop.contents)
            words << QString::fromStdString(session.messages[content].excerpt).section(u' ', 0, 0);
        if (drop.contents.empty())
            words << (drop.tokens ? QString::number(*drop.tokens) : QStringLiteral("?"));
        for (const auto& name : drop.names)
            words << QStringLiteral("'%1'").arg(QString::fromStdString(name));
        drops << words.join(u' ');
    }
    return drops.join(QStringLiteral("; "));
}

inline std::string words(const std::string& first, int count)
{
    std::string text = first;
    for (int i = 0; i < count; ++i)
        text += " of " + first + std::to_string(i);
    return text;
}

} // namespace sessiontest
