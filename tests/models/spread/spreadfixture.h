// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/spread/spreadsearch.h"
#include "tests/models/store/storefixture.h"

#include <QtGlobal>

#include <string>
#include <vector>

namespace spreadtest {

using namespace storetest;

inline const std::string kWrong =
    "Customers of the Basic plan may cancel within 45 days and get the setup "
    "fee back in full.";

inline std::string quotedJson(const std::string& text)
{
    std::string safe;
    for (const char c : text)
        safe += c == '"' ? std::string("\\\"") : std::string(1, c);
    return "\"" + safe + "\"";
}

inline otlp::OutgoingSpan answer(std::uint64_t number, std::int64_t second,
                                 const std::string& input, const std::string& output,
                                 const std::string& user = {})
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    span.attributes.emplace_back("gen_ai.input.messages",
                                 "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":"
                                     + quotedJson(input) + "}]}]");
    span.attributes.emplace_back("gen_ai.output.messages",
                                 "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\","
                                 "\"content\":"
                                     + quotedJson(output) + "}],\"finish_reason\":\"stop\"}]");
    if (!user.empty())
        span.attributes.emplace_back("user.id", user);
    return span;
}

inline void put(const Recording& recording, const std::vector<otlp::OutgoingSpan>& spans,
                std::int64_t recorded, const std::string& service)
{
    const auto writer = recording.writer();
    if (!writer->append(spansBatch(spans, recorded, service)) || !writer->commit())
        qFatal("cannot write");
}

inline spread::SpreadQuestion aboutTheSuspect()
{
    spread::SpreadQuestion question;
    question.suspect = {.trace = traceId(1), .span = spanId(1)};
    question.text = kWrong;
    return question;
}

inline spread::Spread asked(const Recording& recording, const spread::SpreadQuestion& question)
{
    auto search = spread::SpreadSearch::open(recording.path());
    if (!search)
        qFatal("%s", search.error().message.c_str());
    auto spread = (*search)->ask(question);
    if (!spread)
        qFatal("%s", spread.error().message.c_str());
    return *spread;
}

} // namespace spreadtest
