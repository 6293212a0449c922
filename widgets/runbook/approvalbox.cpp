// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/approvalbox.h"

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "models/runbook/guardrails.h"
#include "models/store/reader.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/approvalport.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

using telemetry::TimelineEntry;

constexpr auto kRead = std::chrono::seconds(1);
constexpr auto kAhead = std::chrono::minutes(1); // clocks of one machine's programs
constexpr int kLongestReason = 400;
constexpr int kPlanLines = 9;
constexpr auto kWholePlan = static_cast<std::int64_t>(runbook::kMostPlanBytes); // never cut

QString planText(const runbook::PlanParts& parts)
{
    QString text;
    for (const auto& [name, value] : parts) {
        const QString shown = common::safeText(value, kWholePlan).text.trimmed();
        if (shown.isEmpty())
            continue;
        const bool isLong = shown.contains(u'\n') || shown.size() > 60;
        text += common::safeLine(name, 80) + (isLong ? u":\n"_s : u": "_s) + shown + u'\n';
    }
    return text.trimmed();
}

runbook::Approval asker(const runbook::ApprovalRequest& request)
{
    return {.person = request.person, .account = request.account, .plan = {}, .when = {}};
}

} // namespace

ApprovalBox::ApprovalBox(ApprovalPort& port, items::RecordingQueries& queries,
                         const telemetry::Clock& clock, const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_port(port)
    , m_clock(clock)
    , m_theme(theme)
    , m_query(queries, this)
{
    hide();
    m_timer.setInterval(kRead);
    connect(&m_timer, &QTimer::timeout, this, &ApprovalBox::read);
    m_timer.start();
    m_settling.setSingleShot(true);
    m_settling.setInterval(kSettling);
    connect(&m_settling, &QTimer::timeout, this, &ApprovalBox::showAnswers);
    connect(&theme, &common::Theme::changed, this, &ApprovalBox::restyle);
    read();
}

void ApprovalBox::build()
{
    m_title = new QLabel(this);
    m_what = new QLabel(this);
    m_change = new QLabel(this);
    m_when = new QLabel(this);
    m_unfold = new QToolButton(this);
    m_plan = new QPlainTextEdit(this);
    m_state = new QLabel(this);
    m_reason = new QLineEdit(this);
    m_approve = new QPushButton(tr("Approve"), this);
    m_decline = new QPushButton(tr("Decline"), this);
    m_line = new QWidget(this);
    setAccessibleName(tr("A plan that waits for approval"));
    for (QLabel* label : {m_title, m_what, m_change, m_when, m_state}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(1); // one long word does not widen the dock
    }
    m_title->setAccessibleName(tr("Who asks for approval"));
    m_change->setAccessibleName(tr("What would change"));
    m_state->setAccessibleName(tr("What was said of the plan"));
    m_unfold->setText(tr("All that would be sent"));
    m_unfold->setAccessibleName(m_unfold->text());
    m_unfold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_unfold->setArrowType(Qt::RightArrow);
    m_unfold->setCheckable(true);
    m_unfold->setAutoRaise(true);
    m_plan->setReadOnly(true);
    m_plan->setTabChangesFocus(true);
    m_plan->setAccessibleName(tr("The whole plan"));
    m_plan->hide();
    m_reason->setMaxLength(kLongestReason);
    m_reason->setPlaceholderText(tr("Reason; needed to decline"));
    m_reason->setAccessibleName(tr("Reason for what you say"));
    m_approve->setAccessibleName(tr("Approve the plan"));
    m_decline->setAccessibleName(tr("Decline the plan, for the reason given"));
    m_line->setFixedHeight(1);
    m_line->setAutoFillBackground(true);

    auto* answers = new QHBoxLayout;
    answers->setContentsMargins(0, 0, 0, 0);
    answers->setSpacing(common::kSpace2);
    answers->addWidget(m_reason, 1);
    answers->addWidget(m_decline);
    answers->addWidget(m_approve);
    auto* inner = new QVBoxLayout;
    inner->setContentsMargins(common::kSpace3, common::kSpace3, common::kSpace3, common::kSpace3);
    inner->setSpacing(common::kSpace1);
    inner->addWidget(m_title);
    inner->addWidget(m_what);
    inner->addWidget(m_change);
    inner->addWidget(m_when);
    inner->addWidget(m_unfold);
    inner->addWidget(m_plan);
    inner->addWidget(m_state);
    inner->addLayout(answers);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(inner);
    whole->addWidget(m_line);
    connect(m_unfold, &QToolButton::toggled, this, [this](bool isOpen) {
        m_plan->setVisible(isOpen);
        m_unfold->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    });
    connect(m_reason, &QLineEdit::textChanged, this, &ApprovalBox::showAnswers);
    connect(m_approve, &QPushButton::clicked, this, [this] { say(false); });
    connect(m_decline, &QPushButton::clicked, this, [this] { say(true); });
    restyle();
}

void ApprovalBox::restyle()
{
    if (m_title == nullptr)
        return;
    m_title->setFont(m_theme.font(common::TextSize::Body, true));
    m_what->setFont(m_theme.font(common::TextSize::Body));
    m_change->setFont(m_theme.font(common::TextSize::Title, true));
    m_when->setFont(m_theme.font(common::TextSize::Small));
    m_unfold->setFont(m_theme.font(common::TextSize::Small));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(m_theme.font(common::TextSize::Small).pixelSize());
    m_plan->setFont(fixed);
    m_plan->setFixedHeight(m_plan->fontMetrics().lineSpacing() * kPlanLines + 2 * common::kSpace2);
    m_state->setFont(m_theme.font(common::TextSize::Small));
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity2));
    m_title->setPalette(colors);
    colors.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::TextSecondary));
    m_when->setPalette(colors);
    colors = palette();
    colors.setColor(QPalette::Window, m_theme.color(common::ColorRole::Line));
    m_line->setPalette(colors);
    showAnswers();
}

void ApprovalBox::read()
{
    const auto now = m_clock.now();
    const store::View lately{
        .range = {.start = now - runbook::kApprovalHolds - kAhead, .end = now + kAhead}};
    m_query.request(
        [lately](const store::Reader& reader) -> telemetry::Result<std::vector<TimelineEntry>> {
            return reader.timeline(lately, {"approval", "action", "undo"});
        },
        [this](const telemetry::Result<std::vector<TimelineEntry>>& entries) {
            if (!entries)
                return;
            std::vector<TimelineEntry> all = *entries;
            all.insert(all.end(), m_further.begin(), m_further.end());
            std::ranges::stable_sort(all, {}, &TimelineEntry::time);
            take(all);
        });
}

// The newest that nobody has fired since it was asked about. A refused firing leaves it waiting.
void ApprovalBox::take(const std::vector<TimelineEntry>& entries)
{
    std::vector<runbook::ApprovalRequest> waiting;
    for (const TimelineEntry& entry : entries) {
        if (auto asked = runbook::approvalRequestFrom(entry)) {
            // Who asks again about the same lever has another plan by now.
            std::erase_if(waiting, [&asked](const auto& each) {
                return each.plan == asked->plan
                    || (each.lever == asked->lever
                        && runbook::isSamePerson(asker(each), asker(*asked)));
            });
            waiting.push_back(std::move(*asked));
        } else if (entry.kind != "approval" && runbook::wasSent(entry)) {
            std::erase_if(waiting,
                          [&entry](const auto& each) { return each.lever == entry.subject; });
        }
    }
    const auto now = m_clock.now();
    std::erase_if(waiting, [now](const auto& each) { return each.until < now; });
    m_others = waiting.empty() ? 0 : waiting.size() - 1;
    // Nothing that is being read is swapped for another while it still waits.
    const auto shown = std::ranges::find_if(waiting, [this](const auto& each) {
        return m_request && each.plan == m_request->plan
            && runbook::isSamePerson(asker(each), asker(*m_request));
    });
    if (shown != waiting.end())
        return showRequest(std::optional(*shown));
    showRequest(waiting.empty() ? std::nullopt : std::optional(std::move(waiting.back())));
}

void ApprovalBox::showRequest(const std::optional<runbook::ApprovalRequest>& request)
{
    const bool isOther = !request || !m_request || request->plan != m_request->plan
        || !runbook::isSamePerson(asker(*request), asker(*m_request));
    if (request && isOther && m_wasAny)
        m_settling.start();
    m_wasAny = m_wasAny || request.has_value();
    m_request = request;
    if (m_request && m_title == nullptr)
        build(); // before it is shown, as what is made later stays hidden
    setVisible(m_isShown && m_request.has_value());
    if (!m_request)
        return;
    if (isOther) {
        m_reason->clear(); // it was for another plan
        m_failure.clear();
        m_unfold->setChecked(false);
        m_plan->setPlainText(planText(m_request->parts));
    }
    const auto left = std::chrono::ceil<std::chrono::minutes>(m_request->until - m_clock.now());
    m_title->setText(
        isOwn() ? tr("Your plan waits for the approval of another person")
                : tr("%1 asks for your approval").arg(common::safeLine(m_request->person, 60)));
    QString what =
        tr("%1 on %2, %3")
            .arg(common::safeLine(m_request->lever, 120), common::safeLine(m_request->target, 120),
                 common::safeLine(m_request->environment, 60));
    if (!m_request->reason.empty())
        what += tr(", for the step “%1”").arg(common::safeLine(m_request->reason, 200));
    m_what->setText(what);
    m_change->setText(u"%1 → %2"_s.arg(common::safeLine(m_request->before, 120),
                                       common::safeLine(m_request->to, 120)));
    QString when =
        tr("Asked at %1; it lapses at %2, in %3 min. Plan %4.")
            .arg(items::utcTimeText(m_request->when), items::utcTimeText(m_request->until))
            .arg(std::max<std::int64_t>(left.count(), 0))
            .arg(common::safeLine(m_request->plan.substr(0, 12)));
    if (m_others > 0)
        when += tr(" %n more wait behind it.", nullptr, static_cast<int>(m_others));
    m_when->setText(when);
    m_unfold->setVisible(!m_request->parts.empty());
    showAnswers();
}

void ApprovalBox::setShown(bool isShown)
{
    m_isShown = isShown;
    setVisible(m_isShown && m_request.has_value());
}

bool ApprovalBox::isOwn() const
{
    return m_request && runbook::isSamePerson(asker(*m_request), m_port.who());
}

// Why it cannot be approved here.
QString ApprovalBox::obstacle() const
{
    if (m_request->parts.empty())
        return tr("The plan is too long to be told here: approve it with plumbline lever approve.");
    if (!runbook::isWhole(*m_request))
        return tr("What is told of the plan does not fit its hash: it is not to be approved here.");
    return m_port.obstacle();
}

void ApprovalBox::showAnswers()
{
    if (!m_request)
        return;
    const bool isAsked = !isOwn();
    const auto said = isAsked ? m_port.said(m_request->plan) : std::nullopt;
    const QString why = isAsked ? obstacle() : QString();
    for (QWidget* each : {static_cast<QWidget*>(m_reason), static_cast<QWidget*>(m_approve),
                          static_cast<QWidget*>(m_decline)})
        each->setVisible(isAsked);
    const bool hasApproved = said && !said->isDeclined;
    const bool hasDeclined = said && said->isDeclined;
    const bool isNew = m_settling.isActive();
    m_approve->setEnabled(why.isEmpty() && !hasApproved && !isNew);
    m_decline->setEnabled(m_port.obstacle().isEmpty() && !hasDeclined && !isNew
                          && !m_reason->text().trimmed().isEmpty());
    QString state = m_failure.isEmpty() ? why : m_failure;
    if (state.isEmpty() && isAsked && isNew)
        state = tr("Another plan is shown now: the one before does not wait any more.");
    if (state.isEmpty() && hasApproved)
        state = tr("You approved it at %1. It can be fired until %2; decline it to take that back.")
                    .arg(items::utcTimeText(said->when),
                         items::utcTimeText(said->when + runbook::kApprovalHolds));
    if (state.isEmpty() && hasDeclined)
        state = tr("You declined it at %1: %2")
                    .arg(items::utcTimeText(said->when), common::safeLine(said->reason, 200));
    m_state->setText(state);
    m_state->setVisible(!state.isEmpty());
    QPalette colors = palette();
    const bool isWarning = !m_failure.isEmpty() || !why.isEmpty();
    colors.setColor(
        QPalette::WindowText,
        m_theme.color(isWarning ? common::ColorRole::Severity2 : common::ColorRole::TextPrimary));
    m_state->setPalette(colors);
}

void ApprovalBox::say(bool isDeclined)
{
    if (!m_request || !m_isShown || isOwn() || m_settling.isActive()
        || (!isDeclined && !obstacle().isEmpty()))
        return;
    const auto said = m_port.say(*m_request, isDeclined, m_reason->text().trimmed().toStdString());
    m_failure = said ? QString() : common::safeLine(items::ownWords(said.error().message));
    if (said)
        m_reason->clear();
    showAnswers();
}

} // namespace runbookview
