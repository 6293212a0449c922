// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/tracesnapshot.h"

#include "models/items/servicehealthmodel.h"
#include "models/items/spantext.h"
#include "models/items/translation.h"
#include "models/telemetry/visibletext.h"
#include "models/trace/toolcalls.h"

#include <QThreadPool>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationState;
using telemetry::SpanId;

constexpr std::size_t kExcerptBytes = 160;
constexpr std::size_t kNotedResults = 3;
constexpr std::size_t kLarge = 20'000;

QString excerptLine(const std::string& text)
{
    return QString::fromStdString(telemetry::visibleLine(text.substr(0, kExcerptBytes)));
}

std::string resultOf(const telemetry::Step& step)
{
    if (!step.output.empty() || !step.isFailed)
        return step.output;
    return step.errorMessage.empty() ? step.errorType : step.errorMessage;
}

void note(TraceSnapshot& snapshot, SpanId span, const QString& text)
{
    QString& place = snapshot.notes[span];
    place += (place.isEmpty() ? QString() : u" · "_s) + text;
}

std::string serviceOf(const TraceSnapshot& snapshot, SpanId span)
{
    const int node = snapshot.tree->find(span);
    return node == trace::SpanTree::kNone ? std::string() : snapshot.tree->span(node).service;
}

// The whole text redacted, then cut.
QString redactedExcerpt(std::string text, NotedText which, const std::string& service,
                        const TextRedaction& redaction)
{
    if (redaction)
        redaction(text, which, service);
    return excerptLine(text);
}

// Whoever waits may give up.
class Patience
{
public:
    explicit Patience(const std::function<bool()>& goesOn)
        : m_goesOn(goesOn)
    {
    }

    bool lasts()
    {
        m_isOver = m_isOver || (m_goesOn && !m_goesOn());
        return !m_isOver;
    }
    // Of what was read, unless it was given up before its end.
    telemetry::Result<void> outcome(telemetry::Result<void> read) const
    {
        return m_isOver
            ? telemetry::failure(telemetry::ErrorKind::Refused, "The reading was cancelled.")
            : std::move(read);
    }

private:
    const std::function<bool()>& m_goesOn;
    bool m_isOver = false;
};

void noteResults(TraceSnapshot& snapshot, const TextRedaction& redaction)
{
    for (const auto& [generation, results] : snapshot.results) {
        const std::string service = serviceOf(snapshot, generation);
        for (std::size_t i = 0; i < results.size() && i < kNotedResults; ++i) {
            const CallResult& result = results[i];
            const QString name =
                redactedExcerpt(result.name, NotedText::ToolName, service, redaction);
            if (result.fitting != 1 || !result.isJoined)
                note(snapshot, generation, tr("%1 → not told apart").arg(name));
            else if (result.text.empty())
                note(snapshot, generation, tr("%1 → result not in the telemetry").arg(name));
            else
                note(snapshot, generation,
                     u"%1 → %2%3"_s.arg(
                         name, result.isFailed ? u"✕ "_s : QString(),
                         redactedExcerpt(result.text, NotedText::Result, service, redaction)));
        }
        if (results.size() > kNotedResults)
            note(snapshot, generation, tr("%1 more").arg(results.size() - kNotedResults));
    }
    for (const auto& [step, name] : snapshot.askedBy)
        note(snapshot, step, tr("answers %1").arg(name));
}

telemetry::Result<void> joinCalls(TraceSnapshot& snapshot, const store::Reader& reader,
                                  const store::View& always, const store::GenerationFilter& filter,
                                  const TextRedaction& redaction, Patience& patience)
{
    // Known before anything is read.
    const auto asking = std::ranges::count(snapshot.tree->spans(), telemetry::StepKind::Generation,
                                           &store::SpanRow::step);
    if (asking > kMostJoinedGenerations || snapshot.tree->size() - asking > kMostJoinedSteps)
        return {};
    std::vector<telemetry::Generation> generations;
    const auto asked =
        reader.forEachGeneration(always, filter, [&](telemetry::Generation generation) {
            generations.push_back(std::move(generation));
            return patience.lasts();
        });
    if (const auto read = patience.outcome(asked); !read)
        return read;
    std::vector<telemetry::Step> steps;
    const auto done =
        reader.forEachStep(always, filter, [&](telemetry::Step step, const store::SpanRow&) {
            steps.push_back(std::move(step));
            return patience.lasts();
        });
    if (const auto read = patience.outcome(done); !read)
        return read;
    std::unordered_map<SpanId, const telemetry::Generation*> callers;
    for (const telemetry::Generation& one : generations)
        callers.try_emplace(one.span, &one);
    std::unordered_map<SpanId, const telemetry::Step*> ran;
    for (const telemetry::Step& one : steps)
        ran.try_emplace(one.span, &one);
    for (const auto& answer : trace::toolAnswers(*snapshot.tree, generations, steps)) {
        const telemetry::Generation& caller = *callers.at(answer.generation);
        const auto& part = caller.outputMessages[answer.message].parts[answer.part];
        CallResult result{.message = answer.message,
                          .part = answer.part,
                          .name = part.name,
                          .isJoined = answer.step != SpanId::None,
                          .isByPlace = answer.isByPlace,
                          .fitting = answer.fitting};
        if (const auto found = ran.find(answer.step); result.isJoined && found != ran.end()) {
            const telemetry::Step& step = *found->second;
            result.text = resultOf(step);
            result.isFailed = step.isFailed;
            const QString name =
                redactedExcerpt(caller.name.empty() ? caller.operation : caller.name,
                                NotedText::CallerName, caller.service, redaction);
            snapshot.askedBy.try_emplace(step.span, name.isEmpty() ? tr("a generation") : name);
        }
        snapshot.results[answer.generation].push_back(std::move(result));
    }
    return {};
}

void noteVerdicts(TraceSnapshot& snapshot, std::vector<Evaluation> evaluations,
                  const TextRedaction& redaction)
{
    std::map<SpanId, std::size_t> passed;
    for (Evaluation& evaluation : evaluations) {
        if (evaluation.state == EvaluationState::Failed) {
            if (redaction)
                redaction(evaluation.check, NotedText::Check, serviceOf(snapshot, evaluation.span));
            note(snapshot, evaluation.span, u"✕ "_s + verdictText(evaluation));
        } else if (evaluation.state == EvaluationState::Passed)
            ++passed[evaluation.span];
    }
    for (const auto& [span, count] : passed)
        note(snapshot, span,
             count == 1 ? tr("✓ 1 check passed") : tr("✓ %1 checks passed").arg(count));
}

} // namespace

QString verdictText(const Evaluation& evaluation)
{
    const QString check =
        checkTitle(evaluation.check.empty() ? std::string("check") : evaluation.check);
    const QString title = excerptLine(check.toStdString());
    switch (evaluation.state) {
    case EvaluationState::Passed:
        return tr("%1 passed").arg(title);
    case EvaluationState::Failed:
        return tr("%1 failed").arg(title);
    case EvaluationState::JudgeUnavailable:
        return tr("%1: judge unavailable").arg(title);
    default:
        return tr("%1 not known").arg(title);
    }
}

// Letting go of a million strings takes a tenth of a second: not of the thread that happens to be
// the last one to.
std::shared_ptr<const trace::SpanTree> sharedTree(std::vector<store::SpanRow> spans)
{
    if (spans.size() < kLarge)
        return std::make_shared<const trace::SpanTree>(std::move(spans));
    const auto letGo = [](const trace::SpanTree* tree) {
        QThreadPool::globalInstance()->start([tree] { delete tree; });
    };
    return {new trace::SpanTree(std::move(spans)), letGo};
}

std::shared_ptr<const TraceSnapshot> sharedSnapshot(TraceSnapshot snapshot)
{
    if (!snapshot.tree || snapshot.tree->spans().size() < kLarge)
        return std::make_shared<const TraceSnapshot>(std::move(snapshot));
    const auto letGo = [](const TraceSnapshot* large) {
        QThreadPool::globalInstance()->start([large] { delete large; });
    };
    return {new TraceSnapshot(std::move(snapshot)), letGo};
}

TreeFacts treeFactsOf(const trace::SpanTree& tree)
{
    TreeFacts facts;
    facts.recorded = tree.range().end;
    for (int node = 0; node < tree.size(); ++node) {
        const trace::SpanTree::Node& place = tree.node(node);
        const store::SpanRow& span = tree.span(node);
        facts.orphans += place.link == trace::Link::Orphan ? 1 : 0;
        facts.cycles += place.link == trace::Link::BrokenCycle ? 1 : 0;
        facts.swallowed += place.failure == trace::Failure::Swallowed ? 1 : 0;
        facts.inferred += span.isInferred ? 1 : 0;
        facts.recorded = std::max(facts.recorded, span.recorded);
        if (facts.first == trace::SpanTree::kNone && span.step == telemetry::StepKind::Generation)
            facts.first = node;
    }
    if (facts.first == trace::SpanTree::kNone && !tree.isEmpty())
        facts.first = 0;
    return facts;
}

TraceSnapshot partOfTrace(const telemetry::TraceId& id, std::vector<store::SpanRow> spans,
                          const store::View& view)
{
    TraceSnapshot snapshot;
    snapshot.id = id;
    snapshot.view = view;
    snapshot.total = spans.size();
    snapshot.tree = sharedTree(std::move(spans));
    snapshot.flame = trace::flameOf(snapshot.tree);
    snapshot.facts = treeFactsOf(*snapshot.tree);
    return snapshot;
}

telemetry::Result<void> tellVerdicts(TraceSnapshot& snapshot, const store::Reader& reader,
                                     const store::View& view, const TextRedaction& redaction,
                                     const std::function<bool()>& goesOn)
{
    Patience patience(goesOn);
    // Evaluations may come long after what they are about.
    const store::View always{.knownAt = view.knownAt};
    const store::GenerationFilter ofTrace{.service = {}, .model = {}, .trace = snapshot.id};
    if (const auto joined = joinCalls(snapshot, reader, always, ofTrace, redaction, patience);
        !joined)
        return joined;
    std::vector<Evaluation> evaluations;
    const auto said = reader.forEachEvaluation(always, ofTrace, [&](Evaluation evaluation) {
        evaluations.push_back(std::move(evaluation));
        return patience.lasts();
    });
    if (const auto read = patience.outcome(said); !read)
        return read;
    const auto others = std::ranges::stable_partition(evaluations, &telemetry::namesSpan);
    std::ranges::copy_if(
        others, std::back_inserter(snapshot.ofTrace),
        [](const Evaluation& evaluation) { return evaluation.responseId.empty(); });
    evaluations.erase(others.begin(), others.end());
    noteResults(snapshot, redaction);
    noteVerdicts(snapshot, std::move(evaluations), redaction);
    return {};
}

telemetry::Result<TraceSnapshot> readTraceSnapshot(const store::Reader& reader,
                                                   const telemetry::TraceId& id,
                                                   const store::View& view)
{
    auto spans = reader.trace(id, view);
    if (!spans)
        return tl::make_unexpected(spans.error());
    TraceSnapshot snapshot = partOfTrace(id, std::move(*spans), view);
    snapshot.isWhole = true;
    if (const auto told = tellVerdicts(snapshot, reader, view); !told)
        return tl::make_unexpected(told.error());
    return snapshot;
}

} // namespace items
