// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/leverfacts.h"

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "models/runbook/approval.h"
#include "models/runbook/roles.h"
#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextDocument>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <cmath>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

constexpr auto kReach = causes::kRecently;
constexpr int kNameWidth = 56;
constexpr auto kWritesName = 0UL; // the first fact that is added
constexpr auto kReplicasName = 3UL;
constexpr auto kShownReplicas = 4UL;
constexpr int kRequestCharacters = 8000;

QString guardText(runbook::TokenStrength token)
{
    switch (token) {
    case runbook::TokenStrength::Atomic:
        return LeverFacts::tr("Written only if nobody has changed it since it was read.");
    case runbook::TokenStrength::Advisory:
        return LeverFacts::tr(
            "Checked just before writing; a change in the same moment could be lost.");
    case runbook::TokenStrength::None:
        return LeverFacts::tr("Nothing keeps it from overwriting somebody else's change.");
    }
    return {};
}

// Where it is moved on several machines: how many, and how each stands that will be written to.
QString replicasText(const runbook::LeverPlan& plan)
{
    QStringList left;
    for (const runbook::LeftAlone& one : plan.leftAlone) {
        if (static_cast<std::size_t>(left.size()) < kShownReplicas)
            left << u"%1: %2"_s.arg(common::safeLine(one.endpoint, 80),
                                    common::safeLine(items::ownWords(one.why), 240));
    }
    if (plan.leftAlone.size() > kShownReplicas)
        left << LeverFacts::tr("%1 more").arg(plan.leftAlone.size() - kShownReplicas);
    const QString alone = left.isEmpty()
        ? QString()
        : LeverFacts::tr("%1 left alone: %2").arg(plan.leftAlone.size()).arg(left.join(u"; "_s));
    if (plan.replicas.empty())
        return alone;
    QStringList parts;
    for (const runbook::LeverPlan& replica : plan.replicas) {
        if (static_cast<std::size_t>(parts.size()) == kShownReplicas)
            break;
        const QString place = common::safeLine(replica.endpoint, 80);
        parts << (!replica.before.problem.empty()
                      ? LeverFacts::tr("%1 cannot be read: %2")
                            .arg(place,
                                 common::safeLine(items::ownWords(replica.before.problem), 120))
                      : u"%1: %2"_s.arg(place, common::safeLine(replica.before.value, 80)));
    }
    if (plan.replicas.size() > kShownReplicas)
        parts << LeverFacts::tr("%1 more").arg(plan.replicas.size() - kShownReplicas);
    const QString written = LeverFacts::tr("%1, each written to: %2")
                                .arg(plan.replicas.size())
                                .arg(parts.join(u"; "_s));
    return alone.isEmpty() ? written : written + u". "_s + alone;
}

// A value that is there may be empty, which is something else than none.
QString valueText(const std::string& value)
{
    return value.empty() ? LeverFacts::tr("empty") : common::safeLine(value, 120);
}

QString valueText(const runbook::LeverState& state)
{
    return state.exists ? valueText(state.value) : LeverFacts::tr("not set");
}

// The service whose answers a lever reaches: what the step says, else the lever's target.
std::string serviceOf(const runbook::LeverPlan& plan, const runbook::Step& step)
{
    const auto named = step.fields.find("service");
    return named != step.fields.end() && !named->second.empty() ? named->second : plan.lever.target;
}

// "/plumbline/breakers/support-bot = tripped": what a request holds in base64, for people.
QString decodedText(const runbook::LeverPlan& plan)
{
    QStringList parts;
    for (const auto& request : plan.requests) {
        std::string key;
        std::string value;
        QStringList others;
        for (const auto& [name, text] : request.decoded) {
            if (name == "key")
                key = text;
            else if (name == "value")
                value = text;
            else
                others << u"%1 = %2"_s.arg(common::safeLine(name, 40), common::safeLine(text, 200));
        }
        if (!key.empty() && plan.isRemoval)
            parts << LeverFacts::tr("takes %1 away").arg(common::safeLine(key, 200));
        else if (!key.empty())
            parts << u"%1 = %2"_s.arg(common::safeLine(key, 200), common::safeLine(value, 200));
        else if (!value.empty())
            parts << common::safeLine(value, 200);
        parts << others;
    }
    return parts.join(u'\n');
}

// What protects it from others, and what the profile asks of whoever moves it.
QString guardText(const runbook::LeverPlan& plan)
{
    QStringList parts{guardText(plan.lever.token)};
    const runbook::LeverGuard& guard = plan.lever.guard;
    const bool isSafe = runbook::directionOf(plan) == runbook::Direction::Safe;
    if (isSafe)
        parts << LeverFacts::tr(
            "This is the safe direction: caps and approvals do not hold it up.");
    if (guard.approvals > 0 && !isSafe) {
        const QString hash = QString::fromStdString(runbook::planHash(plan).substr(0, 12));
        parts << (guard.approvals == 1
                      ? LeverFacts::tr("One other person has to approve plan %1.").arg(hash)
                      : LeverFacts::tr("%1 other people have to approve plan %2.")
                            .arg(guard.approvals)
                            .arg(hash));
    }
    if (guard.perHour > 0)
        parts << LeverFacts::tr("At most %1 an hour.").arg(guard.perHour);
    if (guard.blastRadius > 0)
        parts << LeverFacts::tr("At most %1 answers of the last 15 min.").arg(guard.blastRadius);
    return parts.join(u' ');
}

QGridLayout* makeGrid()
{
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(common::kSpace3);
    grid->setVerticalSpacing(common::kSpace1);
    grid->setColumnMinimumWidth(0, kNameWidth); // both grids in line
    grid->setColumnStretch(1, 1);
    return grid;
}

// What the control plane says to the write without doing it.
QString dryRunText(const runbook::DryRun& dryRun)
{
    const QString said =
        common::safeLine(items::ownWords(dryRun.title) + (dryRun.title.empty() ? "" : ": ")
                             + items::ownWords(dryRun.detail),
                         400);
    switch (dryRun.answer) {
    case runbook::DryRunAnswer::WouldAccept:
        return LeverFacts::tr("Dry run: it would be accepted (%1).").arg(said);
    case runbook::DryRunAnswer::WouldRefuse:
        return LeverFacts::tr("Dry run: it would be refused (%1).").arg(said);
    case runbook::DryRunAnswer::Unknown:
        break;
    }
    return LeverFacts::tr("Dry run: not known what would be said to it (%1).").arg(said);
}

} // namespace

std::string requestText(const runbook::RequestPreview& request)
{
    std::string text = request.method + ' ' + request.url;
    for (const auto& [name, value] : request.headers)
        text += '\n' + name + ": " + value;
    if (!request.body.empty())
        text += "\n\n" + request.body;
    return text;
}

LeverFacts::LeverFacts(items::RecordingQueries& queries, const items::TimeConductor& conductor,
                       const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conductor(conductor)
    , m_theme(theme)
    , m_reachQuery(queries, this)
    , m_preview(new QWidget(this))
    , m_what(new QLabel(m_preview))
    , m_unfold(new QToolButton(m_preview))
    , m_request(new QPlainTextEdit(m_preview))
{
    m_what->setTextFormat(Qt::PlainText);
    m_what->setWordWrap(true);
    m_what->setMinimumWidth(1); // as in the dock
    auto* brief = makeGrid();
    m_writes = addFact(brief, tr("Writes"));
    m_change = addFact(brief, tr("Change"));
    m_where = addFact(brief, tr("Target"));
    m_replicas = addFact(brief, tr("Replicas"));
    m_sends = addFact(brief, tr("Sends"));
    auto* more = makeGrid();
    m_meaning = addFact(more, tr("Meaning"));
    m_reach = addFact(more, tr("Reaches"));
    m_undo = addFact(more, tr("Undo"));
    m_guard = addFact(more, tr("Guard"));
    m_unfold->setText(tr("E&xact Request"));
    m_unfold->setCheckable(true);
    m_unfold->setAutoRaise(true);
    m_unfold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_unfold->setToolTip(tr("Headers and body as they will be sent, secrets masked (Alt+X)"));
    m_unfold->setAccessibleName(tr("Exact request"));
    connect(m_unfold, &QToolButton::toggled, this, &LeverFacts::showFold);
    m_request->setReadOnly(true);
    m_request->setUndoRedoEnabled(false);
    m_request->setTabChangesFocus(true);
    m_request->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // it is shown in whole
    connect(m_request->document()->documentLayout(),
            &QAbstractTextDocumentLayout::documentSizeChanged, this, &LeverFacts::fitRequest);
    m_request->setAccessibleName(tr("Request that will be sent"));
    m_request->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto* preview = new QVBoxLayout(m_preview);
    preview->setContentsMargins(0, 0, 0, 0);
    preview->setSpacing(common::kSpace1);
    preview->addWidget(m_what);
    preview->addLayout(brief);
    preview->addWidget(m_unfold, 0, Qt::AlignLeft);
    preview->addWidget(m_request);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(more);
    restyle();
    connect(&theme, &common::Theme::changed, this, &LeverFacts::restyle);
}

QLabel* LeverFacts::addFact(QGridLayout* grid, const QString& name)
{
    auto* label = new QLabel(name, this);
    label->setForegroundRole(QPalette::PlaceholderText);
    auto* value = new QLabel(this);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setMinimumWidth(1);
    value->setAccessibleName(name);
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0, Qt::AlignTop);
    grid->addWidget(value, row, 1, Qt::AlignTop);
    m_names.push_back(label);
    return value;
}

void LeverFacts::restyle()
{
    m_what->setFont(m_theme.font(common::TextSize::Body, true));
    m_change->setFont(m_theme.font(common::TextSize::Body, true));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(m_theme.font(common::TextSize::Small).pixelSize());
    m_request->setFont(fixed);
    fitRequest();
    for (QLabel* name : m_names)
        name->setFont(m_theme.font(common::TextSize::Body));
    m_unfold->setFont(m_theme.font(common::TextSize::Body));
    showFold();
}

void LeverFacts::setPlan(const runbook::LeverPlan& plan, const runbook::Step& step, Way way)
{
    const bool isBack = way != Way::Step;
    const runbook::LeverDescription& lever = plan.lever;
    const QString title = common::safeLine(lever.title.empty() ? lever.id : lever.title, 200);
    m_what->setText(way == Way::Undo          ? tr("Undo: %1").arg(title)
                        : way == Way::PutBack ? tr("Set back: %1").arg(title)
                                              : title);
    m_change->setText(plan.isNoChange
                          ? tr("none, it stands at %1").arg(valueText(plan.before))
                          : u"%1 → %2"_s.arg(valueText(plan.before), valueText(plan.to)));
    m_where->setText(lever.environment.empty()
                         ? tr("%1, environment unknown").arg(common::safeLine(lever.target, 120))
                         : tr("%1 in %2")
                               .arg(common::safeLine(lever.target, 120),
                                    common::safeLine(lever.environment, 60)));
    QStringList meaning;
    const auto why = step.fields.find("why");
    for (const std::string& sentence :
         {items::ownWords(runbook::meaningOf(plan, isBack)),
          isBack || why == step.fields.end() ? std::string() : why->second}) {
        if (!sentence.empty())
            meaning << common::safeLine(sentence);
    }
    if (!isBack && step.risk == "dangerous")
        meaning << tr("The runbook calls this step dangerous.");
    m_meaning->setText(meaning.isEmpty() ? tr("The profile does not say.") : meaning.join(u' '));
    const auto undo = step.fields.find("undo");
    const std::string undoText = undo != step.fields.end() ? undo->second : lever.undoText;
    if (way == Way::PutBack)
        m_undo->setText(
            tr("By setting %1 again, as another step: this overwrites what somebody else "
               "has set.")
                .arg(valueText(plan.before)));
    else if (way == Way::Undo)
        m_undo->setText(tr("This is the undo. The step itself can be carried out again after it."));
    else
        m_undo->setText(undoText.empty() ? tr("Nobody has written down how.")
                                         : common::safeLine(undoText));
    const QString replicas = replicasText(plan);
    m_replicas->setText(replicas);
    for (QLabel* label : {m_replicas, m_names.at(kReplicasName)})
        label->setVisible(!replicas.isEmpty());
    m_guard->setText(guardText(plan));
    showRequest(plan);
    askForReach(serviceOf(plan, step));
}

void LeverFacts::showRequest(const runbook::LeverPlan& plan)
{
    // What would change nothing is not sent.
    const auto requests = plan.isNoChange ? std::vector<runbook::RequestPreview>() : plan.requests;
    std::string text;
    for (const auto& request : requests)
        text += (text.empty() ? "" : "\n\n") + requestText(request);
    const QString shown = common::safeText(text, kRequestCharacters).text;
    // The plan is read again and again; an unchanged text keeps its selection and position.
    if (shown != m_request->toPlainText())
        m_request->setPlainText(shown);
    const QString writes = plan.isNoChange ? QString() : decodedText(plan);
    m_hasRequest = !requests.empty();
    // What cannot be told in words is shown as it is from the start.
    if (m_hasRequest && writes.isEmpty() == m_isReadable)
        m_unfold->setChecked(writes.isEmpty());
    if (m_hasRequest)
        m_isReadable = !writes.isEmpty();
    showFold();
    QStringList lines;
    for (const auto& request : requests)
        lines << common::safeLine(request.method + ' ' + request.url, 300);
    for (const runbook::DryRun& one :
         plan.isNoChange ? std::vector<runbook::DryRun>() : plan.dryRuns)
        lines << dryRunText(one);
    m_sends->setText(lines.isEmpty() ? tr("nothing") : lines.join(u'\n'));
    m_writes->setText(writes);
    m_writes->setToolTip(tr("What stands in the exact request in base64, in words"));
    for (QLabel* label : {m_writes, m_names.at(kWritesName)})
        label->setVisible(!writes.isEmpty());
}

void LeverFacts::showFold()
{
    const bool isUnfolded = m_unfold->isChecked();
    m_unfold->setVisible(m_hasRequest);
    m_unfold->setIcon(common::icon(m_theme, isUnfolded ? u"chevrondown"_s : u"chevronright"_s,
                                   common::ColorRole::TextSecondary));
    m_request->setVisible(m_hasRequest && isUnfolded);
}

// Whole lines, and nothing to scroll within what may itself have to be scrolled.
void LeverFacts::fitRequest()
{
    const QTextDocument& document = *m_request->document();
    double text = 0;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        text += document.documentLayout()->blockBoundingRect(block).height();
    m_request->setFixedHeight(static_cast<int>(
        std::ceil(text + 2 * document.documentMargin() + 2 * m_request->frameWidth())));
}

// All answers of the service: what a lever does, it does to each of them.
void LeverFacts::askForReach(const std::string& service)
{
    if (service != m_service) {
        m_service = service;
        m_reach->setText(tr("Being counted"));
    }
    const store::View view{
        .range = {.start = m_conductor.cursor() - kReach, .end = m_conductor.cursor()},
        .knownAt = m_conductor.view().knownAt};
    const causes::Reached reached{.service = service, .since = view.range.start};
    m_reachQuery.request(
        [view, reached](const store::Reader& reader) {
            return causes::blastRadius(reader, view, reached);
        },
        [this](const telemetry::Result<causes::BlastRadius>& radius) { showReach(radius); });
}

void LeverFacts::showReach(const telemetry::Result<causes::BlastRadius>& radius)
{
    const QString service = common::safeLine(m_service, 80);
    if (!radius) {
        m_reach->setText(
            tr("Unknown: %1").arg(common::safeLine(items::ownWords(radius.error().message))));
        return;
    }
    // Counted up to the cursor, which need not be now.
    const QString when = m_conductor.mode() == items::TimeConductor::Mode::Live
        ? tr("in the last 15 min")
        : tr("in the 15 min before the cursor");
    if (radius->recent == 0) {
        m_reach->setText(tr("No answers of %1 were recorded %2.").arg(service, when));
        return;
    }
    const QString people = common::safeLine(causes::peopleText(*radius));
    m_reach->setText(tr("%1 answers of %2 %3").arg(items::countText(radius->recent), service, when)
                     + (people.isEmpty() ? QString() : u"; "_s + people));
}

void LeverFacts::clear()
{
    m_what->clear();
    m_service.clear();
    m_request->clear();
}

} // namespace runbookview
