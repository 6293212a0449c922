// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/stepdifferences.h"

#include "models/comparison/documentdifferences.h"
#include "models/comparison/messagepairs.h"
#include "models/comparison/stepalignment.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

namespace comparison {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationState;
using telemetry::Generation;

std::string arrow(const std::string& name, const std::string& here, const std::string& there)
{
    return name + ' ' + (there.empty() ? "not told" : there) + " → "
        + (here.empty() ? "not told" : here);
}

std::string joined(const std::vector<std::string>& parts, const char* between)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : between) + part;
    return text;
}

std::string numberText(double value)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

std::string textOf(const std::optional<std::int64_t>& count)
{
    return count ? std::to_string(*count) : std::string();
}

std::string durationText(telemetry::Duration duration)
{
    const double seconds = std::chrono::duration<double>(duration).count();
    char text[40];
    if (seconds < 1)
        std::snprintf(text, sizeof text, "%.0f ms", seconds * 1000);
    else
        std::snprintf(text, sizeof text, "%.1f s", seconds);
    return text;
}

// Whether a retrieval of the run found what stands in the text.
bool holdsDocuments(const std::string& text, const Run& run)
{
    constexpr std::size_t kTelling = 60; // bytes of a document
    constexpr std::size_t kMostSteps = 50;
    std::size_t looked = 0;
    for (const telemetry::Step& step : run.contents->steps) {
        if (step.documents.empty() || looked++ == kMostSteps)
            continue;
        for (std::size_t i = 0; i < std::min<std::size_t>(step.documents.size(), 10); ++i) {
            const std::string beginning = step.documents[i].content.substr(0, kTelling);
            if (beginning.size() == kTelling && text.find(beginning) != std::string::npos)
                return true;
        }
    }
    return false;
}

// Instructions, and of a long history the end: it comes again with each call.
std::vector<MessageText> newestOf(const ComparedStep& step)
{
    constexpr std::size_t kNewest = 24;
    std::vector<MessageText> all = messagesOf(step);
    const std::size_t count = all.size();
    std::size_t place = 0;
    std::erase_if(all, [&](const MessageText& one) {
        const bool isOld = ++place + kNewest <= count;
        return isOld && one.role != "system" && one.role != "developer";
    });
    return all;
}

class Comparer
{
public:
    Comparer(const ComparedStep& here, const ComparedStep& there, const Runs& runs)
        : m_here(here)
        , m_there(there)
        , m_runs(runs)
    {
    }

    StepDifferences told()
    {
        if (m_here.generation != nullptr && m_there.generation != nullptr)
            compareGenerations(*m_here.generation, *m_there.generation);
        else if (m_here.step != nullptr && m_there.step != nullptr)
            compareSteps(*m_here.step, *m_there.step);
        else
            compareFailures(m_here.row->isFailed, m_there.row->isFailed, {}, {});
        compareDurations();
        return std::move(m_all);
    }

private:
    void add(Aspect aspect, Weight weight, const std::string& name, const std::string& here,
             const std::string& there, const std::string& text)
    {
        m_all.differences.push_back({.aspect = aspect,
                                     .weight = weight,
                                     .name = name,
                                     .here = here,
                                     .there = there,
                                     .text = text});
    }
    // A substantial one: what the step gave is another thing.
    void diverge(Aspect aspect, const std::string& name, const std::string& here,
                 const std::string& there, const std::string& why)
    {
        add(aspect, Weight::Substantial, name, here, there, why);
        m_all.output += (m_all.output.empty() ? "" : "; ") + why;
    }

    void parameter(const char* name, const std::string& here, const std::string& there)
    {
        if (here == there)
            return;
        const std::string text = arrow(name, here, there);
        add(Aspect::Parameters, Weight::Without, name, here, there, text);
        m_all.parameters += (m_all.parameters.empty() ? "" : "; ") + text;
    }
    void parameter(const char* name, const std::optional<double>& here,
                   const std::optional<double>& there)
    {
        parameter(name, here ? numberText(*here) : std::string(),
                  there ? numberText(*there) : std::string());
    }

    void compareParameters(const Generation& here, const Generation& there)
    {
        parameter("provider", here.provider, there.provider);
        parameter("model requested", here.modelRequested, there.modelRequested);
        parameter("model", here.modelServed, there.modelServed);
        parameter("adapter", here.adapter, there.adapter);
        parameter("prompt", here.promptName, there.promptName);
        parameter("prompt version", here.promptVersion, there.promptVersion);
        parameter("index", here.indexVersion, there.indexVersion);
        parameter("temperature", here.temperature, there.temperature);
        parameter("max tokens", textOf(here.maxTokens), textOf(there.maxTokens));
        parameter("context window", textOf(here.contextWindow), textOf(there.contextWindow));
        parameter("output format", here.outputFormat, there.outputFormat);
        const std::set<std::string> left(here.toolsOffered.begin(), here.toolsOffered.end());
        const std::set<std::string> right(there.toolsOffered.begin(), there.toolsOffered.end());
        parameter("tools offered", joined({left.begin(), left.end()}, ", "),
                  joined({right.begin(), right.end()}, ", "));
    }

    void compareTokens(const Generation& here, const Generation& there)
    {
        const auto compare = [this](const char* name, const std::optional<std::int64_t>& one,
                                    const std::optional<std::int64_t>& other) {
            if (one != other)
                add(Aspect::Tokens, one && other ? Weight::Natural : Weight::Unknown, name,
                    textOf(one), textOf(other), arrow(name, textOf(one), textOf(other)));
        };
        compare("input tokens", here.inputTokens, there.inputTokens);
        compare("output tokens", here.outputTokens, there.outputTokens);
        compare("reasoning tokens", here.reasoningTokens, there.reasoningTokens);
        compare("cached tokens", here.cachedTokens, there.cachedTokens);
    }

    // A difference of figures, ids and names that both questions name in the same place is theirs.
    Weight inputWeight(const std::string& here, const std::string& there) const
    {
        if (here.empty() || there.empty())
            return Weight::Unknown;
        if (m_runs.relation != QuestionRelation::Same
            && areEqualMasked(TokenText(here), TokenText(there)))
            return Weight::Natural;
        return Weight::Without;
    }

    void compareMessages()
    {
        int turns = 0;
        for (const MessagePair& pair : messagePairs(newestOf(m_here), newestOf(m_there))) {
            if (pair.isEqual || (pair.here ? pair.here : pair.there)->isOutput)
                continue;
            const MessageText& one = pair.here ? *pair.here : *pair.there;
            if (!pair.here || !pair.there || pair.isNearest) {
                turns += one.role == "document" ? 0 : 1;
                continue;
            }
            const Weight weight = one.role == "user" || one.role == "assistant"
                ? Weight::Natural // what was asked, and what was said before
                : inputWeight(pair.here->text, pair.there->text);
            const bool isSystem = one.role == "system" || one.role == "developer";
            // What was found stands in it: the step that found it tells what differs.
            if (isSystem
                && (holdsDocuments(pair.here->text, m_runs.here)
                    || holdsDocuments(pair.there->text, m_runs.there))) {
                add(Aspect::Inputs, Weight::Natural, "passages", pair.here->text.substr(0, kShown),
                    pair.there->text.substr(0, kShown), "other passages, as they were retrieved");
                continue;
            }
            add(Aspect::Inputs, weight, one.role, pair.here->text.substr(0, kShown),
                pair.there->text.substr(0, kShown),
                isSystem ? "other words in what the system was told" : "other " + one.role);
            if (weight == Weight::Without && isSystem)
                m_all.inputs = "other instructions";
        }
        const std::size_t here = m_here.generation->inputMessages.size();
        const std::size_t there = m_there.generation->inputMessages.size();
        if (turns > 0 || here != there)
            add(Aspect::Inputs, Weight::Without, "messages", std::to_string(here),
                std::to_string(there),
                std::to_string(here) + " messages instead of " + std::to_string(there));
    }

    void compareFailures(bool here, bool there, const std::string& hereError,
                         const std::string& thereError)
    {
        if (here == there)
            return;
        const std::string& error = here ? hereError : thereError;
        const std::string name = error.empty() ? std::string("error") : error;
        // Callers tell of what failed in them: it did not begin there.
        const auto failureOf = [](const Run& run, const ComparedStep& step) {
            return run.contents->tree->node(step.node).failure;
        };
        if (failureOf(here ? m_runs.here : m_runs.there, here ? m_here : m_there)
            == trace::Failure::Echo)
            return add(Aspect::Outcome, Weight::Without, "failure", here ? name : "ok",
                       there ? name : "ok", "tells of what failed in it");
        diverge(Aspect::Outcome, "failure", here ? name : "ok", there ? name : "ok",
                here ? "failed (" + name + ")"
                     : "did not fail, as the good run did (" + name + ")");
    }

    // Checks that say that it is wrong here, and not there.
    void compareChecks()
    {
        const auto statesOf = [](const Run& run, telemetry::SpanId span) {
            std::vector<const Evaluation*> all;
            for (const Evaluation& one : run.contents->evaluations)
                if (one.span == span)
                    all.push_back(&one);
            return all;
        };
        const auto others = statesOf(m_runs.there, m_there.span);
        for (const Evaluation* one : statesOf(m_runs.here, m_here.span)) {
            if (one->state != EvaluationState::Failed)
                continue;
            const auto other = std::ranges::find_if(others, [&](const Evaluation* candidate) {
                return candidate->check == one->check;
            });
            if (other != others.end() && (*other)->state == EvaluationState::Failed)
                continue;
            const std::string there =
                other == others.end() ? "not judged" : telemetry::toString((*other)->state);
            diverge(Aspect::Outcome, one->check, "failed", there,
                    "fails " + one->check + " (" + there + " in the good run)");
        }
    }

    void compareCalls(const Generation& here, const Generation& there)
    {
        const auto names = calledTools(here);
        const auto others = calledTools(there);
        if (names == others) {
            compareArguments(here, there);
            return;
        }
        const auto spoken = [](const std::vector<std::string>& tools) {
            return tools.empty() ? std::string("answers") : "calls " + joined(tools, ", ");
        };
        const std::string text = spoken(names) + " where the good run " + spoken(others);
        // A question that is only like the other may well need another tool.
        if (m_runs.relation == QuestionRelation::Same
            || m_runs.relation == QuestionRelation::SameForm)
            diverge(Aspect::Output, "tool calls", joined(names, ", "), joined(others, ", "), text);
        else
            add(Aspect::Output, Weight::Natural, "tool calls", joined(names, ", "),
                joined(others, ", "), text);
    }

    // Values that it was not given are made up.
    void compareArguments(const Generation& here, const Generation& there)
    {
        const std::string calls = callsOf(here);
        const std::string others = callsOf(there);
        if (calls == others)
            return;
        WordSet known;
        known.add(others);
        std::string invented;
        for (const Mark& mark : newMarks(TokenText(calls), known)) {
            if (invented.empty() && !m_runs.here.given.contains(mark.hash))
                invented = mark.text;
        }
        if (!invented.empty() && !m_runs.here.given.isEmpty())
            diverge(Aspect::Output, "arguments", calls.substr(0, kShown), others.substr(0, kShown),
                    "asks a tool for “" + invented + "”, which it was not given");
        else
            add(Aspect::Output, Weight::Natural, "arguments", calls.substr(0, kShown),
                others.substr(0, kShown), "other arguments");
    }

    void compareAnswers(const Generation& here, const Generation& there)
    {
        const std::string one = telemetry::outputText(here);
        const std::string other = telemetry::outputText(there);
        if (one == other)
            return;
        if (one.empty() || other.empty()) {
            const bool isCalling = !calledTools(here).empty() || !calledTools(there).empty();
            if (isCalling || here.isFailed || there.isFailed)
                return; // told already
            const bool isSeen = here.outputSource.state == telemetry::ContentState::Captured
                && there.outputSource.state == telemetry::ContentState::Captured;
            if (isSeen)
                return diverge(
                    Aspect::Output, "answer", one.substr(0, kShown), other.substr(0, kShown),
                    one.empty() ? "gives no answer" : "answers, as the good run did not");
            m_all.isUnknown = true;
            return add(Aspect::Output, Weight::Unknown, "answer", one.substr(0, kShown),
                       other.substr(0, kShown),
                       one.empty() ? "its answer was not captured"
                                   : "the good run's answer was not captured");
        }
        const std::string why =
            otherSubstance(one, other, m_runs.here, m_runs.there, m_runs.relation);
        if (!why.empty())
            diverge(Aspect::Output, "answer", one.substr(0, kShown), other.substr(0, kShown), why);
        else
            add(Aspect::Output, Weight::Natural, "answer", one.substr(0, kShown),
                other.substr(0, kShown), "other words, the same in substance");
    }

    void compareGenerations(const Generation& here, const Generation& there)
    {
        compareParameters(here, there);
        compareMessages();
        compareTokens(here, there);
        compareFailures(here.isFailed, there.isFailed, here.errorType, there.errorType);
        // Several choices have one each.
        const std::set<std::string> reasons(here.finishReasons.begin(), here.finishReasons.end());
        const std::set<std::string> others(there.finishReasons.begin(), there.finishReasons.end());
        const std::string one = joined({reasons.begin(), reasons.end()}, ", ");
        const std::string other = joined({others.begin(), others.end()}, ", ");
        const bool isTold = !one.empty() && !other.empty();
        compareCalls(here, there);
        const bool isCall = one == "tool_call" || other == "tool_call"; // told by the calls
        if (one != other && isTold && !isCall)
            diverge(Aspect::Outcome, "finish reason", one, other,
                    "ends with “" + one + "” instead of “" + other + "”");
        else if (one != other)
            add(Aspect::Outcome, Weight::Without, "finish reason", one, other,
                arrow("finish reason", one, other));
        compareAnswers(here, there);
        compareChecks();
        if (!here.documents.empty() || !there.documents.empty())
            compareDocuments(here.documents, there.documents);
    }

    void compareDocuments(const std::vector<telemetry::Document>& here,
                          const std::vector<telemetry::Document>& there)
    {
        DocumentDifferences found =
            documentDifferences(here, there, m_runs.here, m_runs.there, m_runs.relation);
        std::ranges::move(found.differences, std::back_inserter(m_all.differences));
        if (!found.why.empty())
            m_all.output += (m_all.output.empty() ? "" : "; ") + found.why;
    }

    void compareSteps(const telemetry::Step& here, const telemetry::Step& there)
    {
        parameter("index", here.indexVersion, there.indexVersion);
        if (here.input != there.input) {
            const bool isQuery = m_here.kind == telemetry::StepKind::Retrieval
                || m_here.kind == telemetry::StepKind::Embeddings;
            const Weight weight = isQuery && !here.input.empty() && !there.input.empty()
                ? Weight::Natural // it is the question, or made of it
                : inputWeight(here.input, there.input);
            add(Aspect::Inputs, weight, isQuery ? "query" : "arguments",
                here.input.substr(0, kShown), there.input.substr(0, kShown),
                isQuery ? "other query" : "other arguments");
            if (weight == Weight::Without)
                m_all.inputs = "other arguments";
        }
        compareFailures(here.isFailed, there.isFailed, here.errorType, there.errorType);
        if (!here.documents.empty() || !there.documents.empty())
            compareDocuments(here.documents, there.documents);
        if (here.output != there.output)
            compareResults(here, there);
    }

    void compareResults(const telemetry::Step& here, const telemetry::Step& there)
    {
        const auto tell = [&](Weight weight, const std::string& text) {
            add(Aspect::Output, weight, "result", here.output.substr(0, kShown),
                there.output.substr(0, kShown), text);
        };
        if (here.output.empty() || there.output.empty()) {
            m_all.isUnknown = here.documents.empty() && there.documents.empty();
            return tell(Weight::Unknown, "the result was not captured on one side");
        }
        // Another order has another date: only the same question has the same result.
        if (here.input != there.input)
            return tell(Weight::Natural, "another result, of other arguments");
        if (!m_runs.here.isBeforeAnswer(m_here))
            return tell(Weight::Without, "another result, after the answer");
        const std::string taken =
            takenOver(here.output, {there.output}, m_runs.here, m_runs.there, true);
        if (taken.empty())
            return tell(Weight::Without, "another result, which the answer does not repeat");
        diverge(Aspect::Output, "result", here.output.substr(0, kShown),
                there.output.substr(0, kShown),
                "with the same arguments it gave “" + taken + "”, which the answer repeats");
    }

    void compareDurations()
    {
        const auto one = trace::durationOf(*m_here.row);
        const auto other = trace::durationOf(*m_there.row);
        if (one && other && *one != *other)
            add(Aspect::Duration, Weight::Natural, "duration", durationText(*one),
                durationText(*other), arrow("duration", durationText(*one), durationText(*other)));
    }

    static constexpr std::size_t kShown = 400; // bytes

    const ComparedStep& m_here;
    const ComparedStep& m_there;
    const Runs& m_runs;
    StepDifferences m_all;
};

} // namespace

StepDifferences differencesOf(const ComparedStep& here, const ComparedStep& there, const Runs& runs)
{
    StepDifferences all = Comparer(here, there, runs).told();
    const bool isDiverging = !all.output.empty();
    for (Difference& difference : all.differences) {
        const bool isCause =
            difference.aspect == Aspect::Parameters || difference.aspect == Aspect::Inputs;
        if (isDiverging && isCause && difference.weight == Weight::Without)
            difference.weight = Weight::Substantial;
    }
    std::ranges::stable_sort(all.differences, {}, &Difference::aspect);
    return all;
}

std::vector<Difference> runDifferences(const Run& here, const Run& there)
{
    std::vector<Difference> all;
    if (here.answer == nullptr || there.answer == nullptr)
        return all;
    const auto compare = [&all](const char* name, const std::string& one,
                                const std::string& other) {
        if (one != other)
            all.push_back({.aspect = Aspect::Parameters,
                           .weight = Weight::Without,
                           .name = name,
                           .here = one,
                           .there = other,
                           .text = arrow(name, one, other)});
    };
    compare("service", here.answer->service, there.answer->service);
    compare("release", here.answer->version, there.answer->version);
    compare("environment", here.answer->environment, there.answer->environment);
    compare("instrumentation", here.answer->instrumentation, there.answer->instrumentation);
    return all;
}

} // namespace comparison
