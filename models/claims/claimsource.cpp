// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/claimsource.h"

#include "models/claims/questionlimits.h"
#include "models/health/contextloss.h"
#include "models/health/subjects.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace claims {

namespace {

using similarity::PlaceKind;
using telemetry::ContentState;
using telemetry::Document;
using telemetry::Generation;
using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;
using telemetry::SpanId;
using telemetry::Step;
using telemetry::StepKind;

constexpr std::size_t kQuoted = 120; // bytes that tell a passage when it is quoted
constexpr std::size_t kMostDropped = std::size_t{2} << 20U; // bytes of earlier turns

bool quotes(std::string_view input, std::string_view content)
{
    const std::size_t start = content.find_first_not_of(" \t\r\n");
    return start != std::string_view::npos
        && input.find(content.substr(start, kQuoted)) != std::string_view::npos;
}

std::string_view textOf(const Part& part)
{
    return part.text.empty() ? std::string_view(part.json) : std::string_view(part.text);
}

std::optional<PlaceKind> kindOf(const Message& message, const Part& part, bool isOutput)
{
    switch (part.kind) {
    case PartKind::Text:
        if (isOutput)
            return PlaceKind::Output;
        return message.role == "tool" ? PlaceKind::ToolResult : PlaceKind::Input;
    case PartKind::ToolCallResponse:
        return PlaceKind::ToolResult;
    case PartKind::Compaction:
        return PlaceKind::Input;
    default:
        return std::nullopt; // calls are what the model made up itself; media have no text
    }
}

// As sourceName(), of a message of an earlier turn.
std::string sourceOf(const Message& message, const TextPlace& place)
{
    if (place.kind == PlaceKind::Output)
        return "its answer";
    const std::string number = "message " + std::to_string(place.message + 1) + ", ";
    const std::string& name = message.parts[place.part].name;
    if (place.kind == PlaceKind::ToolResult)
        return number + "result of " + (name.empty() ? "a tool" : name);
    return number + message.role;
}

// Whether steps that were not read began before the generation did, and may have given it
// something.
bool isBeyondSteps(const trace::TraceContents& contents, const Generation& generation)
{
    if (!contents.areStepsCut || contents.steps.empty())
        return false;
    const int last = contents.tree->find(contents.steps.back().span);
    return last == trace::SpanTree::kNone || contents.tree->span(last).start <= generation.start;
}

// Steps of the trace that ended before the generation began, those beside it where there are any.
std::vector<const Step*> stepsBefore(const trace::TraceContents& contents,
                                     const Generation& generation, bool areRetrievals)
{
    struct Found
    {
        const Step* step = nullptr;
        SpanId parent = SpanId::None;
    };
    std::vector<Found> before;
    const trace::SpanTree& tree = *contents.tree;
    for (const Step& step : contents.steps) {
        const bool isRetrieval = step.kind == StepKind::Retrieval || step.kind == StepKind::Memory;
        const int node = tree.find(step.span);
        if (node == trace::SpanTree::kNone || isRetrieval != areRetrievals
            || (!isRetrieval && step.kind != StepKind::Tool)
            || tree.span(node).end > generation.start)
            continue;
        before.push_back({.step = &step, .parent = tree.span(node).parent});
    }
    const auto isBeside = [&](const Found& one) { return one.parent == generation.parent; };
    if (std::ranges::any_of(before, isBeside))
        std::erase_if(before, [&](const Found& one) { return !isBeside(one); });
    std::vector<const Step*> steps;
    steps.reserve(before.size());
    for (const Found& one : before)
        steps.push_back(one.step);
    return steps;
}

class Gatherer
{
public:
    Gatherer(const trace::TraceContents& contents, const Generation& generation,
             const EarlierTurns* earlier, ClaimSource& source)
        : m_contents(contents)
        , m_generation(generation)
        , m_judged(generation)
        , m_earlier(earlier)
        , m_source(source)
    {
    }

    void run()
    {
        m_source.generation = m_generation.span;
        m_source.output = telemetry::sanitizedUtf8(telemetry::outputText(m_generation));
        addInput();
        addDocuments(m_generation.documents, m_generation.span);
        if (m_generation.documents.empty())
            addRetrieved();
        m_source.subject = health::subjectOf(m_judged);
        if (m_source.subject.toolResults.empty())
            addStepResults();
        m_source.hasLostTurns = m_source.hasLostTurns || m_source.subject.hasLostTurns;
        addEarlier();
        m_source.given.close();
        tellUnknown();
    }

private:
    bool isInputKnown() const
    {
        return m_generation.inputSource.state == ContentState::Captured
            || m_generation.contentState == ContentState::Captured;
    }

    void addInput()
    {
        const auto& messages = m_generation.inputMessages;
        const auto last = std::find_if(messages.rbegin(), messages.rend(),
                                       [](const Message& one) { return one.role == "user"; });
        for (std::size_t m = 0; m < messages.size(); ++m) {
            const bool isAsked = last != messages.rend() && &messages[m] == &*last;
            for (std::size_t p = 0; p < messages[m].parts.size(); ++p) {
                const Part& part = messages[m].parts[p];
                const auto kind = kindOf(messages[m], part, false);
                if (!kind)
                    continue;
                add(textOf(part),
                    {.span = m_generation.span, .kind = *kind, .message = m, .part = p},
                    isAsked && textOf(part).size() < kLongestQuestion);
                m_source.given.markRole(
                    {.span = m_generation.span, .kind = *kind, .message = m, .part = p},
                    messages[m].role);
                if (part.kind == PartKind::Compaction && !textOf(part).empty()) {
                    m_source.given.markSummary();
                    m_source.hasLostTurns = true;
                }
            }
        }
    }

    void addDocuments(const std::vector<Document>& documents, SpanId span)
    {
        for (std::size_t i = 0; i < documents.size(); ++i)
            add(documents[i].content, {.span = span, .kind = PlaceKind::Document, .part = i}, false,
                documents[i].id);
    }

    // As ingest::TraceDocuments does: where the input quotes some of them, it shows what was given.
    void addRetrieved()
    {
        if (!isInputKnown() || m_generation.inputMessages.empty()
            || m_generation.outputMessages.empty())
            return;
        const auto steps = stepsBefore(m_contents, m_generation, true);
        const std::string input = steps.empty() ? "" : telemetry::contextText(m_generation);
        bool isAnyQuoted = false;
        for (const Step* step : steps) {
            for (const Document& document : step->documents)
                isAnyQuoted = isAnyQuoted || quotes(input, document.content);
        }
        for (const Step* step : steps) {
            for (std::size_t i = 0; i < step->documents.size(); ++i) {
                const Document& document = step->documents[i];
                if (document.content.empty() || (isAnyQuoted && !quotes(input, document.content)))
                    continue;
                add(document.content, {.span = step->span, .kind = PlaceKind::Document, .part = i},
                    false, document.id);
                Document judged = document;
                if (isAnyQuoted) {
                    judged.title.clear();
                    judged.content.clear();
                }
                m_judged.documents.push_back(std::move(judged));
            }
            if (step->documents.empty() && step->kind == StepKind::Memory)
                addStep(*step, PlaceKind::Document);
        }
    }

    void addStepResults()
    {
        if (!isInputKnown())
            return;
        for (const Step* step : stepsBefore(m_contents, m_generation, false)) {
            if (step->output.empty())
                continue;
            addStep(*step, PlaceKind::ToolResult);
            m_source.subject.toolResults.push_back(step->output);
        }
    }

    void addStep(const Step& step, PlaceKind kind)
    {
        add(step.output, {.span = step.span, .kind = kind}, false);
        std::optional<std::string>& context = m_source.subject.context;
        context = context.value_or("") + (context ? "\n\n" : "") + step.output;
    }

    void add(std::string_view text, const TextPlace& place, bool isQuestion, std::string name = {})
    {
        m_source.given.add(text, place, false, isQuestion, std::move(name));
        m_known.insert(std::hash<std::string_view>()(text));
        if (text.size() < kQuoted * 8)
            m_source.hasLostTurns = m_source.hasLostTurns || health::tellsOmission(text);
    }

    // The newest turn first, so that each text is found where it was given last.
    void addEarlier()
    {
        std::vector<const Generation*> turns;
        if (m_earlier != nullptr) {
            m_source.areTurnsCut = m_earlier->isCut;
            for (const Generation& one : m_earlier->generations)
                turns.push_back(&one);
        }
        if (turns.empty()) {
            for (const Generation& one : m_contents.generations) {
                if (one.start < m_generation.start && one.span != m_generation.span)
                    turns.push_back(&one);
            }
        }
        for (auto turn = turns.rbegin(); turn != turns.rend(); ++turn) {
            m_isElsewhere = m_earlier != nullptr
                && ((*turn)->trace != m_generation.trace
                    || m_contents.generation((*turn)->span) == nullptr);
            addTurn((*turn)->inputMessages, **turn, false);
            addTurn((*turn)->outputMessages, **turn, true);
            const auto& documents = (*turn)->documents;
            for (std::size_t i = 0; i < documents.size(); ++i) {
                const TextPlace place{
                    .span = (*turn)->span, .kind = PlaceKind::Document, .part = i};
                addDropped(documents[i].content, place);
                markTurn(**turn, place, documents[i].id.empty() ? "a document" : documents[i].id);
            }
        }
    }

    void addTurn(const std::vector<Message>& messages, const Generation& turn, bool isOutput)
    {
        for (std::size_t m = 0; m < messages.size(); ++m) {
            for (std::size_t p = 0; p < messages[m].parts.size(); ++p) {
                const auto kind = kindOf(messages[m], messages[m].parts[p], isOutput);
                if (!kind)
                    continue;
                const TextPlace place{.span = turn.span, .kind = *kind, .message = m, .part = p};
                addDropped(textOf(messages[m].parts[p]), place);
                m_source.given.markRole(place, messages[m].role);
                markTurn(turn, place, sourceOf(messages[m], place));
            }
        }
    }

    void markTurn(const Generation& turn, const TextPlace& place, std::string source)
    {
        if (m_isElsewhere)
            m_source.given.markTurn(place, {turn.trace, turn.span}, std::move(source));
    }

    void addDropped(std::string_view text, const TextPlace& place)
    {
        if (m_known.contains(std::hash<std::string_view>()(text)))
            return;
        if (m_droppedBytes + text.size() > kMostDropped) {
            m_source.areTurnsCut = true;
            return;
        }
        m_known.insert(std::hash<std::string_view>()(text));
        m_droppedBytes += text.size();
        m_source.given.add(text, place, true);
    }

    void tellUnknown()
    {
        const ContentState answer = m_generation.outputSource.state;
        const ContentState input = m_generation.inputSource.state;
        const bool isCaptured = m_generation.contentState == ContentState::Captured;
        m_source.isGivenCut = m_source.given.isCut() || isBeyondSteps(m_contents, m_generation)
            || (!isCaptured && input != ContentState::Captured
                && input != ContentState::NotCaptured);
        std::string& unknown = m_source.unknown;
        if (m_source.output.empty())
            unknown = m_source.subject.hasNoAnswer ? "There is no answer in words"
                                                   : "The answer was not captured";
        else if (!isCaptured && answer == ContentState::Redacted)
            unknown = "The answer was redacted before it was recorded";
        else if (!isCaptured && answer == ContentState::Encrypted)
            unknown = "The answer is sealed";
        else if (m_generation.inputMessages.empty() && m_generation.documents.empty()
                 && m_source.subject.toolResults.empty())
            unknown = "What the model was given was not captured";
        else if (!isCaptured && input == ContentState::Redacted)
            unknown = "What the model was given was redacted before it was recorded";
        else if (isInputKnown() && !m_source.subject.context
                 && m_source.subject.toolResults.empty())
            unknown = "The model was given nothing to rest on";
    }

    const trace::TraceContents& m_contents;
    const Generation& m_generation;
    Generation m_judged; // with what was retrieved for it
    const EarlierTurns* m_earlier;
    ClaimSource& m_source;
    std::unordered_set<std::size_t> m_known; // hashes of the texts that were given
    std::size_t m_droppedBytes = 0;
    bool m_isElsewhere = false; // the turn that is added is in no step of the trace
};

} // namespace

void gatherSource(const trace::TraceContents& contents, const Generation& generation,
                  const EarlierTurns* earlier, ClaimSource& source)
{
    Gatherer(contents, generation, earlier, source).run();
}

void gatherSource(const health::Subject& subject, ClaimSource& source)
{
    source.subject = subject;
    source.output = telemetry::sanitizedUtf8(subject.output.value_or(""));
    source.hasLostTurns = subject.hasLostTurns;
    std::size_t message = 0;
    const auto add = [&](std::string_view text, PlaceKind kind, std::string_view role = {}) {
        const TextPlace place{.kind = kind, .message = message++};
        source.given.add(text, place);
        source.given.markRole(place, role);
    };
    add(subject.context.value_or(""), PlaceKind::Input);
    for (const std::string& result : subject.toolResults)
        add(result, PlaceKind::ToolResult);
    add(subject.instructions.value_or(""), PlaceKind::Input, "system");
    for (const std::string& earlier : subject.earlierAnswers)
        add(earlier, PlaceKind::Input, "assistant");
    source.isGivenCut = source.given.isCut();
    source.given.close();
    if (source.output.empty())
        source.unknown = "The answer was not captured";
    else if (!subject.context && subject.toolResults.empty())
        source.unknown = "The model was given nothing to rest on";
}

} // namespace claims
