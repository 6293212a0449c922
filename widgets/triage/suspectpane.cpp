// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/triage/suspectpane.h"

#include "models/items/evidencetext.h"
#include "models/items/formats.h"
#include "models/items/suspectmodel.h"
#include "models/suspects/evidence.h"
#include "models/telemetry/redaction.h"
#include "widgets/common/measures.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/selectionquestion.h"
#include "widgets/common/theme.h"
#include "widgets/trace/conversationview.h"
#include "widgets/trace/evaluationlist.h"
#include "widgets/trace/textmarks.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace triage {

namespace {

constexpr int kLowestAnswer = 170; // pixels at the usual text size, with what is said of it
constexpr int kEvidenceLength = 400; // of a line

// As far as it is shown.
bool isSameEvaluation(const telemetry::Evaluation& left, const telemetry::Evaluation& right)
{
    return left.check == right.check && left.evaluator == right.evaluator
        && left.state == right.state && left.badness == right.badness && left.value == right.value
        && left.label == right.label && left.reason == right.reason && left.time == right.time
        && left.recorded == right.recorded;
}

QLabel* makeLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setContentsMargins(common::kSpace3, 0, common::kSpace3, 0);
    return label;
}

int weightOf(const items::MessageRow& row)
{
    using Kind = items::MessageRow::Kind;
    switch (row.kind) {
    case Kind::State:
        return 0;
    case Kind::Passage:
    case Kind::ToolResult:
        return 1;
    default:
        return row.role == "user" ? 2 : row.role == "system" ? 4 : 3;
    }
}

} // namespace

std::vector<items::MessageRow> givenRows(const telemetry::Generation& generation)
{
    std::vector<items::MessageRow> rows = items::messageRows(generation);
    std::erase_if(rows, [](const items::MessageRow& row) { return row.isOutput; });
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return weightOf(a) < weightOf(b); });
    return rows;
}

QString legendText(const std::vector<traceview::FindingMark>& marks)
{
    std::map<std::string, int> counts;
    for (const auto& mark : marks)
        ++counts[mark.kind];
    QStringList parts;
    for (const auto& [kind, count] : counts)
        parts << u"%1 × %2"_s.arg(count).arg(traceview::findingText(kind));
    return parts.join(u" · "_s);
}

SuspectPane::SuspectPane(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(makeLabel(this))
    , m_facts(makeLabel(this))
    , m_reasons(makeLabel(this))
    , m_verdict(makeLabel(this))
    , m_message(new common::MessageBar(theme, this))
    , m_missing(makeLabel(this))
    , m_output(new common::PlainTextView(theme, this))
    , m_marks(new traceview::TextMarks(m_output->editor()->document()))
    , m_legend(makeLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_given(new traceview::ConversationView(theme, this))
    , m_evaluations(new traceview::EvaluationList(theme, this))
{
    m_message->clear();
    for (QLabel* label : {m_facts, m_missing, m_legend})
        label->setForegroundRole(QPalette::PlaceholderText);
    m_output->editor()->setAccessibleName(tr("Output"));
    m_output->editor()->document()->setDocumentMargin(common::kSpace3);
    m_given->setAccessibleName(tr("What it was given"));
    m_tabs->addTab(buildReasons(), tr("Reasons"));
    m_tabs->addTab(m_evaluations, tr("Evaluations"));
    m_tabs->addTab(m_given, tr("Given"));
    m_tabs->setTabToolTip(m_tabs->indexOf(m_given), tr("What the model was given"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("What to show beside the output"));

    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"answerAndWhatIsSaidOfIt"_s);
    splitter->addWidget(buildOutput());
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({300, 200});
    splitter->setChildrenCollapsible(false);
    splitter->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    common::keepLeast(theme, *splitter, kLowestAnswer);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, common::kSpace3, 0, 0);
    layout->setSpacing(common::kSpace1);
    for (QWidget* part : std::initializer_list<QWidget*>{m_title, m_facts, m_verdict, m_message})
        layout->addWidget(part);
    layout->addSpacing(common::kSpace1);
    layout->addWidget(splitter, 1);
    connect(m_output, &common::PlainTextView::shownChanged, this, &SuspectPane::placeMarks);
    for (QPlainTextEdit* text : std::initializer_list<QPlainTextEdit*>{m_output->editor(), m_given})
        connect(new common::SelectionQuestion(text), &common::SelectionQuestion::asked, this,
                &SuspectPane::textAsked);
    connect(&theme, &common::Theme::changed, this, &SuspectPane::restyle);
    restyle();
}

QWidget* SuspectPane::buildOutput()
{
    auto* upper = new QWidget(this);
    auto* output = new QVBoxLayout(upper);
    output->setContentsMargins(0, 0, 0, common::kSpace2);
    output->setSpacing(common::kSpace1);
    output->addWidget(m_missing);
    output->addWidget(m_output, 1);
    output->addWidget(m_legend);
    return upper;
}

QWidget* SuspectPane::buildReasons()
{
    auto* scroll = new QScrollArea(this);
    m_reasons->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3,
                                  common::kSpace2);
    m_reasons->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    scroll->setWidget(m_reasons);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("What speaks for it and against it"));
    return scroll;
}

void SuspectPane::showReasons(const QString& text)
{
    m_reasons->setText(
        text.isEmpty() ? tr("Nothing that was recorded of it speaks for it or against it.") : text);
}

void SuspectPane::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_verdict->setFont(m_theme.font(common::TextSize::Body, true));
    m_reasons->setFont(m_theme.font(common::TextSize::Body));
    for (QLabel* label : {m_facts, m_legend})
        label->setFont(m_theme.font(common::TextSize::Small));
    placeMarks();
}

void SuspectPane::setSuspect(const suspects::QueueRow& suspect, std::size_t verdicts)
{
    const telemetry::SpanKey key{.trace = suspect.suspicion.trace, .span = suspect.suspicion.span};
    if (key != m_suspect) {
        m_suspect = key;
        m_isRead = false;
        setVerdict({});
    }
    const QString model = common::safeLine(suspect.model, 80);
    m_title->setText(tr("%1 % suspicious · %2")
                         .arg(qRound(suspect.suspicion.probability * 100))
                         .arg(common::safeLine(suspect.service, 80)));
    m_first = u"%1 · %2 · %3"_s.arg(model.isEmpty() ? tr("model unknown") : model,
                                    common::safeLine(suspect.operation, 40),
                                    items::utcDateTimeText(suspect.suspicion.time));
    if (!m_isRead)
        m_facts->setText(m_first);
    m_recalibrated =
        items::recalibrationText(suspect.recorded, suspect.suspicion.probability, verdicts);
    if (!m_isRead) // then its evaluations tell more
        showReasons(
            common::safeLine(items::reasonsText(suspect.suspicion.reasons).toStdString(), 600));
    m_message->clear();
}

void SuspectPane::setVerdict(const QString& text)
{
    m_verdict->setText(text);
    m_verdict->setVisible(!text.isEmpty());
}

void SuspectPane::setProblem(const QString& problem)
{
    m_message->say(common::MessageBar::Kind::Error, problem);
}

void SuspectPane::setSnapshot(const traceview::StepSnapshot& snapshot)
{
    m_message->clear();
    showEvidence(snapshot.evaluations);
    showEvaluations(snapshot.evaluations);
    showOutput(snapshot);
    const auto facts =
        snapshot.generation ? u'\n' + traceview::generationFacts(*snapshot.generation) : QString();
    const bool isSame = m_isRead && m_facts->text() == m_first + facts;
    m_facts->setText(m_first + facts);
    if (!isSame)
        m_given->setRows(snapshot.generation ? givenRows(*snapshot.generation)
                                             : std::vector<items::MessageRow>{});
    m_isRead = true;
}

// Of the answer itself; what is said of its whole trace moves nothing here.
void SuspectPane::showEvidence(const std::vector<telemetry::Evaluation>& evaluations)
{
    std::vector<telemetry::Evaluation> own = evaluations;
    std::erase_if(own, [this](const telemetry::Evaluation& one) {
        return one.trace != m_suspect.trace || one.span != m_suspect.span;
    });
    QStringList lines;
    if (!m_recalibrated.isEmpty())
        lines << m_recalibrated;
    for (const QString& line :
         items::evidenceText(suspects::evidenceOf(own)).split(u'\n', Qt::SkipEmptyParts))
        lines << common::safeLine(line.toStdString(), kEvidenceLength);
    if (lines.isEmpty())
        return; // what the list knows stays
    showReasons(lines.join(u'\n'));
}

void SuspectPane::showEvaluations(const std::vector<telemetry::Evaluation>& evaluations)
{
    if (m_isRead && std::ranges::equal(evaluations, m_evaluationsShown, isSameEvaluation))
        return;
    m_evaluationsShown = evaluations;
    m_evaluations->setEvaluations(evaluations);
    m_tabs->setTabText(m_tabs->indexOf(m_evaluations),
                       tr("Evaluations (%1)").arg(evaluations.size()));
    placeMarks();
}

void SuspectPane::showOutput(const traceview::StepSnapshot& snapshot)
{
    std::string output;
    QString missing;
    if (!snapshot.generation) {
        missing = tr("The generation is not known at the cursor.");
    } else {
        output = telemetry::outputText(*snapshot.generation);
        const auto state = snapshot.generation->contentState;
        const bool isOurs = telemetry::holdsRedaction(output);
        if (output.empty() || isOurs || state != telemetry::ContentState::Captured)
            missing = isOurs
                ? tr("Parts were taken out by Plumbline's redaction; a marker names the rule.")
                : items::missingTextReason(state);
    }
    m_missing->setText(missing);
    m_missing->setVisible(!missing.isEmpty());
    m_output->setVisible(!output.empty());
    if (m_isRead && output == m_outputShown)
        return;
    m_outputShown = output;
    m_output->setContent(output);
}

void SuspectPane::placeMarks()
{
    const auto findings = traceview::findingMarks(m_evaluationsShown, m_output->shown());
    std::vector<traceview::TextMarks::Mark> marks;
    for (const auto& finding : findings) {
        QTextCharFormat format;
        format.setUnderlineStyle(traceview::findingUnderline(finding.kind));
        format.setUnderlineColor(m_theme.color(traceview::findingRole(finding.kind)));
        // A line under small text is easily overlooked: the background helps, the line tells the
        // kind.
        QColor background = m_theme.color(traceview::findingRole(finding.kind));
        background.setAlphaF(0.16F);
        format.setBackground(background);
        marks.push_back({.start = finding.start, .end = finding.end, .format = format});
    }
    m_marks->setMarks(std::move(marks));
    const QString legend = legendText(findings);
    m_legend->setText(legend);
    m_legend->setVisible(!legend.isEmpty());
}

} // namespace triage
