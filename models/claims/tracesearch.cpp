// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/tracesearch.h"

#include "models/similarity/folding.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

namespace claims {

namespace {

using similarity::PlaceKind;
constexpr std::size_t kNowhere = std::u32string::npos;

using Codes = std::u32string; // one a code point, without case and accents

// One for one, so that positions are those of the text.
char32_t foldedCode(char32_t code)
{
    if (code < 0x80)
        return code >= U'A' && code <= U'Z' ? code + (U'a' - U'A') : code;
    const similarity::Folded folded = similarity::folded(code);
    return folded.as == similarity::Folded::As::Letter ? folded.code : code;
}

void fold(std::string_view text, Codes& codes)
{
    codes.clear();
    codes.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        codes.push_back(foldedCode(byte < 0x80 ? char32_t{static_cast<unsigned char>(text[at++])}
                                               : similarity::decodedUtf8(text, at)));
    }
}

class Search
{
public:
    Search(std::string_view text, const std::function<bool()>& goOn)
        : m_goOn(goOn)
    {
        fold(text, m_wanted);
        m_borders.assign(m_wanted.size(), 0);
        for (std::size_t at = 1, matched = 0; at < m_wanted.size(); ++at) {
            while (matched > 0 && m_wanted[at] != m_wanted[matched])
                matched = m_borders[matched - 1];
            if (m_wanted[at] == m_wanted[matched])
                ++matched;
            m_borders[at] = matched;
        }
    }

    TraceHits run(const trace::TraceContents& contents)
    {
        if (m_wanted.empty())
            return {};
        std::unordered_map<telemetry::SpanId, const telemetry::Generation*> generations;
        for (const telemetry::Generation& generation : contents.generations)
            generations.try_emplace(generation.span, &generation);
        std::unordered_map<telemetry::SpanId, const telemetry::Step*> steps;
        for (const telemetry::Step& step : contents.steps)
            steps.try_emplace(step.span, &step);
        for (const trace::SpanTree::Node& node : contents.tree->nodes()) {
            if (m_found.isCut || (m_goOn && !m_goOn()))
                break;
            const store::SpanRow& span =
                contents.tree->spans()[static_cast<std::size_t>(node.span)];
            lookInNames(span);
            if (const auto generation = generations.find(span.span);
                generation != generations.end())
                lookIn(*generation->second);
            else if (const auto step = steps.find(span.span); step != steps.end())
                lookIn(*step->second);
        }
        return std::move(m_found);
    }

private:
    // Where it is found first from `from` on, kNowhere when it is not. Knuth, Morris and Pratt:
    // linear whatever the texts are.
    std::size_t find(std::size_t from) const
    {
        std::size_t matched = 0;
        for (std::size_t at = from; at < m_codes.size(); ++at) {
            while (matched > 0 && m_codes[at] != m_wanted[matched])
                matched = m_borders[matched - 1];
            if (m_codes[at] == m_wanted[matched])
                ++matched;
            if (matched == m_wanted.size())
                return at + 1 - matched;
        }
        return kNowhere;
    }

    void lookInNames(const store::SpanRow& span)
    {
        for (const std::string* name : {&span.name, &span.service}) {
            fold(*name, m_codes);
            if (find(0) == kNowhere)
                continue;
            add({.span = span.span, .place = std::nullopt, .isOutput = false});
            return;
        }
    }

    // `place`: of the whole text; its end is filled in.
    void lookIn(std::string_view text, TextPlace place, bool isOutput)
    {
        if (text.empty() || m_found.isCut)
            return;
        fold(text, m_codes);
        for (std::size_t at = find(0); at != kNowhere; at = find(at + m_wanted.size())) {
            place.start = static_cast<std::int64_t>(at);
            place.end = static_cast<std::int64_t>(at + m_wanted.size());
            if (!add({.span = place.span, .place = place, .isOutput = isOutput}))
                return;
        }
    }

    void lookIn(const telemetry::Generation& generation)
    {
        lookIn(generation.inputMessages, generation.span, false);
        lookIn(generation.documents, generation.span);
        lookIn(generation.outputMessages, generation.span, true);
    }

    void lookIn(const std::vector<telemetry::Message>& messages, telemetry::SpanId span,
                bool isOutput)
    {
        for (std::size_t m = 0; m < messages.size(); ++m) {
            for (std::size_t p = 0; p < messages[m].parts.size(); ++p) {
                const telemetry::Part& part = messages[m].parts[p];
                const std::string& text = part.text.empty() ? part.json : part.text;
                lookIn(text,
                       {.span = span,
                        .kind = kindOf(messages[m], part, isOutput),
                        .message = m,
                        .part = p},
                       isOutput);
            }
        }
    }

    // What similarity::forEachText() calls it.
    static PlaceKind kindOf(const telemetry::Message& message, const telemetry::Part& part,
                            bool isOutput)
    {
        const PlaceKind said = isOutput ? PlaceKind::Output : PlaceKind::Input;
        switch (part.kind) {
        case telemetry::PartKind::ToolCallResponse:
            return PlaceKind::ToolResult;
        case telemetry::PartKind::ToolCall:
            return isOutput ? PlaceKind::ToolArgument : said;
        case telemetry::PartKind::Reasoning:
            return isOutput ? PlaceKind::Reasoning : said;
        case telemetry::PartKind::Text:
            return message.role == "tool" ? PlaceKind::ToolResult : said;
        default:
            return said;
        }
    }

    void lookIn(const std::vector<telemetry::Document>& documents, telemetry::SpanId span)
    {
        for (std::size_t i = 0; i < documents.size(); ++i)
            lookIn(documents[i].content, {.span = span, .kind = PlaceKind::Document, .part = i},
                   false);
    }

    void lookIn(const telemetry::Step& step)
    {
        lookIn(step.input, {.span = step.span, .kind = PlaceKind::ToolArgument}, false);
        lookIn(step.documents, step.span);
        lookIn(step.output, {.span = step.span, .kind = PlaceKind::ToolResult}, true);
    }

    bool add(TraceHit hit)
    {
        m_found.isCut = m_found.hits.size() >= kMostTraceHits;
        if (!m_found.isCut)
            m_found.hits.push_back(std::move(hit));
        return !m_found.isCut;
    }

    const std::function<bool()>& m_goOn;
    Codes m_wanted;
    Codes m_codes; // of the text that is looked at
    std::vector<std::size_t> m_borders; // of each beginning of what is wanted
    TraceHits m_found;
};

} // namespace

TraceHits searchTrace(const trace::TraceContents& contents, std::string_view text,
                      const std::function<bool()>& goOn)
{
    return Search(text, goOn).run(contents);
}

} // namespace claims
