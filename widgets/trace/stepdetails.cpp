// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/stepdetails.h"

#include "models/items/formats.h"
#include "models/items/messagelist.h"
#include "models/items/spantext.h"
#include "models/telemetry/plausible.h"
#include "models/trace/spantree.h"
#include "widgets/common/consolestyle.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/measures.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/selectionquestion.h"
#include "widgets/common/theme.h"
#include "widgets/trace/conversationview.h"
#include "widgets/trace/evaluationlist.h"
#include "widgets/trace/focuspass.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QLabel>
#include <QTabBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr std::size_t kShownAttributes = 1000;
constexpr std::int64_t kAttributeCharacters = 4000;
constexpr int kSmallestWidth = 320;
constexpr telemetry::Duration kAheadAtMost = std::chrono::hours(1);

QLabel* makeLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString modelText(const telemetry::Generation& generation)
{
    const QString served = common::safeLine(generation.modelServed, 80);
    const QString asked = common::safeLine(generation.modelRequested, 80);
    if (served.isEmpty() && asked.isEmpty())
        return StepDetails::tr("model unknown");
    if (served.isEmpty())
        return StepDetails::tr("%1 asked for, served model unknown").arg(asked);
    if (asked.isEmpty() || asked == served)
        return served;
    return StepDetails::tr("%1 (asked for %2)").arg(served, asked);
}

// The type and what was said of it; the type often begins the message already.
QString failureFacts(const std::string& type, const std::string& message)
{
    const bool isRepeated = !type.empty() && message.starts_with(type);
    QStringList said;
    if (!type.empty() && !isRepeated)
        said << common::safeLine(type, 80);
    if (!message.empty())
        said << common::safeLine(message, 200);
    return said.isEmpty() ? QString() : StepDetails::tr("error: %1").arg(said.join(u": "_s));
}

QString tokensText(std::optional<std::int64_t> count)
{
    if (!count)
        return StepDetails::tr("?");
    const QString text = items::countText(*count);
    return telemetry::plausibleTokens(count) ? text : StepDetails::tr("%1 (implausible)").arg(text);
}

} // namespace

QString generationFacts(const telemetry::Generation& generation)
{
    QStringList facts{modelText(generation)};
    if (generation.inputTokens || generation.outputTokens)
        facts << StepDetails::tr("%1 tokens in, %2 out")
                     .arg(tokensText(generation.inputTokens), tokensText(generation.outputTokens));
    if (generation.reasoningTokens.value_or(0) != 0)
        facts
            << StepDetails::tr("%1 of them reasoning").arg(tokensText(generation.reasoningTokens));
    for (const std::string& reason : generation.finishReasons)
        facts << StepDetails::tr("finished: %1").arg(common::safeLine(reason, 40));
    if (!generation.promptVersion.empty())
        facts << StepDetails::tr("prompt %1").arg(common::safeLine(generation.promptVersion, 40));
    const QString failure = failureFacts(generation.errorType, generation.errorMessage);
    if (generation.isFailed && !failure.isEmpty())
        facts << failure;
    if (generation.isCompacted)
        facts << StepDetails::tr("history compacted");
    if (generation.isInferred)
        facts << StepDetails::tr("its span never came");
    return facts.join(u" · "_s);
}

telemetry::Result<StepSnapshot> readStep(const store::Reader& reader, const telemetry::SpanKey& key,
                                         const store::View& view)
{
    StepSnapshot snapshot;
    auto generation = reader.generation(key, view);
    if (!generation)
        return tl::make_unexpected(generation.error());
    snapshot.generation = std::move(*generation);
    auto attributes = reader.attributes(key, view);
    if (!attributes)
        return tl::make_unexpected(attributes.error());
    snapshot.attributes = std::move(*attributes);

    // Evaluations may come long after what they are about.
    const store::View always{.knownAt = view.knownAt};
    auto evaluations = reader.evaluationsOf(key, always);
    if (!evaluations)
        return tl::make_unexpected(evaluations.error());
    snapshot.evaluations = std::move(*evaluations);
    if (snapshot.generation)
        return snapshot;
    const store::GenerationFilter ofTrace{.service = {}, .model = {}, .trace = key.trace};
    auto steps = reader.steps(always, ofTrace);
    if (!steps)
        return tl::make_unexpected(steps.error());
    const auto found = std::find_if(steps->begin(), steps->end(),
                                    [&key](const auto& step) { return step.span == key.span; });
    if (found != steps->end())
        snapshot.step = std::move(*found);
    return snapshot;
}

StepDetails::StepDetails(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(makeLabel(this))
    , m_facts(makeLabel(this))
    , m_brief(new common::ElidedLabel(this))
    , m_message(new common::MessageBar(theme, this))
    , m_tabs(new QTabWidget(this))
    , m_conversation(new ConversationView(theme, this))
    , m_evaluations(new EvaluationList(theme, this))
    , m_attributes(new QTableWidget(0, 2, this))
{
    passFocus(*this, *m_conversation);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_brief->setForegroundRole(QPalette::PlaceholderText);
    m_brief->hide();
    m_message->clear();
    m_attributes->setHorizontalHeaderLabels({tr("Attribute"), tr("Value")});
    m_attributes->horizontalHeader()->setStretchLastSection(true);
    m_attributes->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_attributes->verticalHeader()->hide();
    common::keepRows(m_theme, *m_attributes->verticalHeader(), 24);
    m_attributes->setShowGrid(false);
    m_attributes->setFrameShape(QFrame::NoFrame);
    m_attributes->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_attributes->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_attributes->setTabKeyNavigation(false);
    m_attributes->setAccessibleName(tr("Attributes"));
    m_tabs->addTab(m_conversation, tr("Conversation"));
    connect(new common::SelectionQuestion(m_conversation), &common::SelectionQuestion::asked, this,
            &StepDetails::textAsked);
    m_tabs->addTab(m_evaluations, tr("Evaluations"));
    m_tabs->addTab(m_attributes, tr("Attributes"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setElideMode(Qt::ElideNone);
    m_tabs->setAccessibleName(tr("What is known of the step"));
    m_tabs->tabBar()->setAccessibleName(tr("What to show of the step"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, common::kSpace3, 0, 0);
    layout->setSpacing(common::kSpace1);
    for (QLabel* label : {m_title, m_facts, static_cast<QLabel*>(m_brief)}) {
        label->setContentsMargins(common::kSpace3, 0, common::kSpace3, 0);
        layout->addWidget(label);
    }
    layout->addWidget(m_message);
    layout->addSpacing(common::kSpace1);
    layout->addWidget(m_tabs, 1);
    connect(&theme, &common::Theme::changed, this, &StepDetails::restyle);
    restyle();
}

void StepDetails::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_facts->setFont(m_theme.font(common::TextSize::Small));
    m_brief->setFont(m_theme.font(common::TextSize::Small));
    fitTabs();
}

void StepDetails::tellFacts(const QString& facts)
{
    m_facts->setText(facts);
    m_brief->setText(facts);
}

void StepDetails::setCompact(bool isCompact)
{
    m_facts->setHidden(isCompact);
    m_brief->setVisible(isCompact);
}

void StepDetails::setSpan(const store::SpanRow& span)
{
    m_isNew = true;
    const auto duration = trace::durationOf(span);
    // Without an end nothing tells when its output came.
    m_conversation->setTimes(
        duration ? std::optional(telemetry::TimeRange{.start = span.start, .end = span.end})
                 : std::nullopt);
    m_title->setText(span.name.empty() && !span.isInferred
                         ? tr("unnamed")
                         : common::safeLine(items::spanNameText(span).toStdString(), 200));
    QString facts = u"%1 · %2 · %3 UTC · %4"_s.arg(
        items::stepKindText(span.step), common::safeLine(span.service, 80),
        items::utcTimeMillisText(span.start),
        duration ? items::durationText(*duration) : tr("duration unknown"));
    if (span.isInferred || span.isFailed || span.status != telemetry::StatusCode::Unset)
        facts += u" · "_s + items::outcomeText(span);
    // A sender's clock may be wrong; a span that begins when it is long recorded is.
    if (span.start > span.recorded + kAheadAtMost)
        facts += u" · "_s
            + tr("%1 after it was recorded: implausible, its clock is ahead")
                  .arg(items::ageText(span.start - span.recorded));
    tellFacts(facts);
    m_inferred = span.isInferred ? items::inferredText(span) : QString();
    tellInferred();
}

void StepDetails::tellInferred()
{
    if (m_inferred.isEmpty())
        m_message->clear();
    else
        m_message->say(common::MessageBar::Kind::Warning, m_inferred);
}

void StepDetails::setSnapshot(const StepSnapshot& snapshot, const items::TraceSnapshot& trace)
{
    tellInferred();
    if (snapshot.generation) {
        const QString head = m_facts->text().section(u'\n', 0, 0);
        tellFacts(head + u'\n' + generationFacts(*snapshot.generation));
        const auto results = trace.results.find(snapshot.generation->span);
        m_conversation->setRows(items::messageRows(*snapshot.generation,
                                                   results != trace.results.end()
                                                       ? results->second
                                                       : std::vector<items::CallResult>{}),
                                snapshot.evaluations);
        // One comes for the answer; what led to it is above.
        if (std::exchange(m_isNew, false) && !m_conversation->showPlace())
            m_conversation->scrollToOutput();
    } else {
        const telemetry::Step step = snapshot.step.value_or(telemetry::Step{});
        QStringList facts;
        if (const auto asked = trace.askedBy.find(step.span); asked != trace.askedBy.end())
            facts << tr("answers a call of %1").arg(asked->second);
        const QString failure = failureFacts(step.errorType, step.errorMessage);
        if (step.isFailed && !failure.isEmpty())
            facts << failure;
        if (!facts.isEmpty())
            tellFacts(m_facts->text().section(u'\n', 0, 0) + u'\n' + facts.join(u" · "_s));
        m_conversation->setRows(items::messageRows(step));
        if (std::exchange(m_isNew, false))
            m_conversation->showPlace();
    }
    auto evaluations = snapshot.evaluations;
    evaluations.insert(evaluations.end(), trace.ofTrace.begin(), trace.ofTrace.end());
    setViewTitle(m_evaluations, tr("Evaluations %1").arg(evaluations.size()));
    m_evaluations->setEvaluations(std::move(evaluations));
    setViewTitle(m_attributes, tr("Attributes %1").arg(snapshot.attributes.size()));
    showAttributes(snapshot);
}

void StepDetails::showAttributes(const StepSnapshot& snapshot)
{
    const std::size_t count = std::min(snapshot.attributes.size(), kShownAttributes);
    m_attributes->setRowCount(static_cast<int>(count));
    for (std::size_t i = 0; i < count; ++i) {
        const auto& [name, value] = snapshot.attributes[i];
        const int row = static_cast<int>(i);
        m_attributes->setItem(row, 0, new QTableWidgetItem(common::safeLine(name, 200)));
        m_attributes->setItem(row, 1,
                              new QTableWidgetItem(common::safeLine(value, kAttributeCharacters)));
    }
    if (count > 0)
        m_attributes->resizeColumnToContents(0);
    m_attributes->setColumnWidth(0, std::clamp(m_attributes->columnWidth(0), 120, 260));
}

void StepDetails::setProblem(const QString& problem)
{
    m_message->say(common::MessageBar::Kind::Error, problem);
}

void StepDetails::clear()
{
    m_title->setText(tr("No step chosen"));
    tellFacts(tr("Choose one in the waterfall."));
    m_message->clear();
    m_conversation->setTimes(std::nullopt);
    m_conversation->setRows({});
    m_evaluations->setEvaluations({});
    m_attributes->setRowCount(0);
}

void StepDetails::setSelection(TraceSelection* selection)
{
    m_conversation->setSelection(selection);
}

void StepDetails::addView(QWidget* view, const QString& title, int before)
{
    m_tabs->insertTab(before < 0 ? m_tabs->count() : before, view, title);
    fitTabs();
}

void StepDetails::setViewTitle(QWidget* view, const QString& title)
{
    m_tabs->setTabText(m_tabs->indexOf(view), title);
    fitTabs();
}

void StepDetails::showView(QWidget* view)
{
    m_tabs->setCurrentWidget(view);
}

void StepDetails::setRoom(int width)
{
    m_room = width;
    fitTabs();
}

// As wide as its tabs; they are written smaller, then closer, and at last scroll, where there is no
// room for them.
void StepDetails::fitTabs()
{
    QTabBar& tabs = *m_tabs->tabBar();
    const auto widthAt = [&](common::TextSize size, bool isTight) {
        tabs.setProperty(common::kTightTabs, isTight);
        tabs.setFont(m_theme.font(size));
        QEvent change(QEvent::StyleChange); // tabs keep the sizes that they once had
        QCoreApplication::sendEvent(&tabs, &change);
        return std::max(kSmallestWidth, tabs.sizeHint().width());
    };
    tabs.setUsesScrollButtons(false); // their room is none of the tabs'
    int wanted = widthAt(common::TextSize::Body, false);
    if (wanted > m_room)
        wanted = widthAt(common::TextSize::Small, false);
    if (wanted > m_room)
        wanted = widthAt(common::TextSize::Small, true);
    tabs.setUsesScrollButtons(wanted > m_room);
    setMinimumWidth(std::min(wanted, std::max(kSmallestWidth, m_room)));
}

} // namespace traceview
