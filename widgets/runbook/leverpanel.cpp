// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/leverpanel.h"

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "widgets/common/icons.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/docktext.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/ladderview.h"
#include "widgets/runbook/leverfacts.h"
#include "widgets/runbook/reasonbox.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <chrono>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

constexpr int kArmWidth = 80;
constexpr int kButtonHeight = 36;
// Two lines of text are always reserved, so that the buttons never move under the pointer.
constexpr int kStateHeight = 36;

constexpr auto kLongestValue = 14UL; // on a button
constexpr int kNarrowest = 300; // before it has its place
constexpr int kMostOfState = 300; // characters; two lines hold less

// What the button does, in a word or two: the one that the step's title begins with where that
// alone says it ("Trip the breaker"), else the value that is written.
QString verbOf(const runbook::Step& step, bool isUndo)
{
    static constexpr std::array kVerbs{
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "trip"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "reset"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "pin"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "unpin"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "shed"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "limit"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "raise"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "lower"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "stop"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "pause"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "drain"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "disable"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "block"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "restart"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "purge"),
        QT_TRANSLATE_NOOP("runbookview::LeverPanel", "scale"),
    };
    if (isUndo)
        return LeverPanel::tr("undo");
    const QString word = QString::fromStdString(step.title).section(u' ', 0, 0).toLower();
    const auto verb = std::ranges::find_if(
        kVerbs, [&word](const char* each) { return word == QLatin1String(each); });
    if (verb != kVerbs.end())
        return LeverPanel::tr(*verb);
    return step.to.empty() || step.to.size() > kLongestValue
        ? LeverPanel::tr("fire")
        : LeverPanel::tr("set %1").arg(common::safeLine(step.to));
}

} // namespace

LeverPanel::LeverPanel(CommandPort& port, items::RecordingQueries& queries,
                       const items::TimeConductor& conductor, const telemetry::Clock& clock,
                       const common::Theme& theme, LeverTiming timing, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_controller(port, clock, timing)
    , m_facts(new LeverFacts(queries, conductor, theme, this))
    , m_confirmRow(new QWidget(this))
    , m_confirmLabel(makeDockText(m_confirmRow))
    , m_confirm(new QLineEdit(m_confirmRow))
    , m_roles(makeDockText(this))
    , m_rails(makeDockText(this))
    , m_askRow(new QWidget(this))
    , m_askLabel(makeDockText(m_askRow))
    , m_askButton(new QPushButton(tr("Ask for Approval"), m_askRow))
    , m_glassRow(new QWidget(this))
    , m_glassLabel(makeDockText(m_glassRow))
    , m_glassReason(new QLineEdit(m_glassRow))
    , m_glassButton(new QPushButton(tr("Break the Glass"), m_glassRow))
    , m_footer(new QWidget(this))
    , m_details(new QWidget(m_footer))
    , m_line(new QWidget(m_footer))
    , m_state(makeDockText(m_footer))
    , m_arm(new QPushButton(tr("Arm"), m_footer))
    , m_hold(new HoldButton(theme, tr("Hold"), m_footer))
    , m_ladder(new LadderView(theme, m_details))
    , m_broken(makeDockText(m_details))
    , m_result(makeDockText(m_details))
    , m_undo(new QPushButton(tr("Undo…"), m_details))
    , m_openWrites(makeDockText(this))
    , m_way(makeDockText(m_details))
    , m_readAgain(new QPushButton(tr("Read Again"), m_details))
    , m_setAside(new QPushButton(tr("Set Aside…"), m_details))
    , m_confirmThere(new QPushButton(tr("Confirm in Effect"), m_details))
    , m_whySetAside(
          new ReasonBox(theme,
                        {.reason = tr("Why this write does not count any more"),
                         .confirm = tr("Set It Aside"),
                         .confirmName = tr("Set the write aside for good, with this reason"),
                         .cancel = tr("Keep It Open"),
                         .cancelName = tr("Do not set the write aside"),
                         .means = tr("What became of it stays unknown, and it may still land. The "
                                     "step can be fired again after this.")},
                        m_details))
    , m_putBack(new QPushButton(tr("Set It Back as a New Step…"), m_details))
{
    auto* confirm = new QVBoxLayout(m_confirmRow);
    confirm->setContentsMargins(0, 0, 0, 0);
    confirm->setSpacing(common::kSpace1);
    confirm->addWidget(m_confirmLabel);
    confirm->addWidget(m_confirm);
    m_confirm->setAccessibleName(tr("Type the target to allow arming"));
    m_state->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_state->setAccessibleName(tr("State of the lever"));
    m_undo->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_undo->setAccessibleDescription(
        tr("Shows what puts the prior state back; then arm and hold."));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace3);
    layout->addWidget(m_facts);
    layout->addWidget(m_openWrites);
    layout->addWidget(m_roles);
    layout->addWidget(m_rails);
    layout->addWidget(m_askRow);
    layout->addWidget(m_glassRow);
    buildGlass();
    buildAsking();
    buildFooter();
    buildWayBack();

    connect(&m_controller, &LeverController::changed, this, &LeverPanel::refresh);
    connect(&m_controller, &LeverController::planChanged, this, &LeverPanel::showPlan);
    connect(&m_controller, &LeverController::consentCleared, this, &LeverPanel::forgetConsent);
    connect(&m_controller, &LeverController::holdMoved, m_hold, &HoldButton::setShare);
    connect(m_arm, &QPushButton::clicked, this, &LeverPanel::arm);
    connect(m_hold, &HoldButton::holdBegan, &m_controller, &LeverController::press);
    connect(m_hold, &HoldButton::holdEnded, &m_controller, &LeverController::release);
    connect(m_undo, &QPushButton::clicked, &m_controller, &LeverController::selectUndo);
    connect(m_confirm, &QLineEdit::textChanged, this, &LeverPanel::updateConfirmation);
    connect(&theme, &common::Theme::changed, this, &LeverPanel::restyle);
    restyle();
    showPlan();
}

void LeverPanel::setAuthor(const std::string& author)
{
    Consent consent = m_controller.consent();
    consent.author = author;
    m_controller.setConsent(consent);
}

void LeverPanel::buildFooter()
{
    QSizePolicy policy = m_arm->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // nothing moves under the pointer
    m_arm->setSizePolicy(policy);
    common::followKeys(
        m_arm, [this] { m_arm->setToolTip(common::keymap().text(common::KeyCommand::ArmLever)); });
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_arm);
    row->addSpacerItem(
        new QSpacerItem(kButtonDistance, 0, QSizePolicy::MinimumExpanding, QSizePolicy::Minimum));
    row->addWidget(m_hold);
    auto* after = new QHBoxLayout;
    after->setContentsMargins(0, 0, 0, 0);
    after->setSpacing(common::kSpace3);
    after->addWidget(m_result, 1);
    after->addWidget(m_undo, 0, Qt::AlignRight);
    m_line->setFixedHeight(1);
    m_line->setAutoFillBackground(true);
    auto* whole = new QVBoxLayout(m_footer);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_line);
    auto* layout = new QVBoxLayout;
    whole->addLayout(layout);
    layout->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace3);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_confirmRow); // never scrolled out of sight: without it nothing is armed
    layout->addWidget(m_state);
    layout->addLayout(row);

    auto* details = new QVBoxLayout(m_details);
    details->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, 0);
    details->setSpacing(common::kSpace2);
    details->addWidget(m_facts->preview());
    details->addWidget(m_ladder);
    details->addWidget(m_broken);
    details->addLayout(after);
    pinDetails();
}

// Above the buttons: what is told after firing does not move them, and Undo does not come to stand
// where the pointer has just been held.
void LeverPanel::pinDetails()
{
    auto* whole = qobject_cast<QVBoxLayout*>(m_footer->layout());
    whole->insertWidget(whole->indexOf(m_line) + 1, m_details);
    m_details->show();
}

int LeverPanel::buttonsHeight() const
{
    return m_line->height()
        + m_footer->layout()->itemAt(m_footer->layout()->count() - 1)->sizeHint().height();
}

void LeverPanel::restyle()
{
    m_state->setFixedHeight(m_theme.scaled(kStateHeight));
    m_arm->setFixedSize(m_theme.scaled(kArmWidth), m_theme.row(kButtonHeight));
    m_state->setFont(m_theme.font(common::TextSize::Body));
    m_confirmLabel->setFont(m_theme.font(common::TextSize::Small));
    m_result->setFont(m_theme.font(common::TextSize::Small));
    m_roles->setFont(m_theme.font(common::TextSize::Small));
    m_rails->setFont(m_theme.font(common::TextSize::Small));
    m_glassLabel->setFont(m_theme.font(common::TextSize::Small));
    m_askLabel->setFont(m_theme.font(common::TextSize::Small));
    m_broken->setFont(m_theme.font(common::TextSize::Small, true));
    m_openWrites->setFont(m_theme.font(common::TextSize::Small));
    m_way->setFont(m_theme.font(common::TextSize::Small));
    m_result->setForegroundRole(QPalette::PlaceholderText);
    QPalette line = palette();
    line.setColor(QPalette::Window, m_theme.color(common::ColorRole::Line));
    m_line->setPalette(line);
    refresh();
}

void LeverPanel::setStep(const runbook::Step& step, const runbook::Step& shown)
{
    if (step.id != m_step.id) {
        m_confirm->clear();
        m_glassReason->clear(); // the reason was for another step
    }
    m_step = step;
    m_shown = shown;
    m_controller.setDangerous(step.risk == "dangerous");
    m_controller.select(step.id, step.lever, step.to,
                        std::chrono::seconds(step.recoverWithinSeconds));
    refresh();
}

void LeverPanel::clear()
{
    m_step = {};
    m_shown = {};
    m_controller.clear();
    m_facts->clear();
}

void LeverPanel::arm()
{
    if (!m_arm->isEnabled())
        return;
    if (m_controller.isArmed()) {
        m_controller.disarm(
            QString::fromUtf8(QT_TRANSLATE_NOOP("runbookview::LeverController", "By hand.")));
        return;
    }
    m_controller.arm();
    // The time it stays armed is short: the next key that is held is the one that fires.
    if (!m_controller.isArmed())
        return;
    m_hold->setFocus(Qt::ShortcutFocusReason);
    emit armed(m_facts);
}

void LeverPanel::showPlan()
{
    const auto& plan = m_controller.plan();
    m_facts->setVisible(plan.has_value());
    if (plan)
        m_facts->setPlan(*plan, m_shown,
                         m_controller.isUndoSelected()          ? LeverFacts::Way::Undo
                             : m_controller.isPutBackSelected() ? LeverFacts::Way::PutBack
                                                                : LeverFacts::Way::Step);
    showPreview();
}

// What is about to be sent; after it was sent, and while nothing more would be, the room is for
// what became of it.
void LeverPanel::showPreview()
{
    m_facts->preview()->setVisible(m_controller.plan() && !isSent());
}

bool LeverPanel::isSent() const
{
    const auto& plan = m_controller.plan();
    return m_controller.command() != nullptr
        && (m_controller.isFiring() || (plan && plan->isNoChange));
}

void LeverPanel::refresh()
{
    updateConfirmation();
    showRails();
    const bool isQuick = m_controller.isQuick() && !m_controller.isArmed();
    m_arm->setVisible(!m_controller.isQuick());
    m_hold->setLit(m_controller.isArmed() || (isQuick && m_controller.canArm()));
    m_hold->setVerb(m_controller.isPutBackSelected()
                        ? tr("set back")
                        : verbOf(m_step, m_controller.isUndoSelected()));
    m_arm->setText(m_controller.isArmed() ? tr("Disarm") : tr("Arm"));
    m_arm->setAccessibleName(m_arm->text());

    const auto* command = m_controller.command();
    m_ladder->setCommand(command);
    m_ladder->setVisible(command != nullptr); // before, the room is for the instructions
    m_result->setText(command != nullptr
                          ? common::safeLine(items::ownWords(command->message.toStdString()))
                          : QString());
    m_result->setVisible(!m_result->text().isEmpty());
    m_undo->setVisible(m_controller.canUndo());
    showWayBack();
    showPreview();

    const QString state = fitted(stateText());
    if (state != m_state->text())
        m_state->setText(state);
    QPalette palette = this->palette();
    const bool isWarning = m_controller.isArmed() || m_controller.isStale()
        || !m_controller.planError().isEmpty() || !m_controller.notice().isEmpty();
    palette.setColor(
        QPalette::WindowText,
        m_theme.color(isWarning ? common::ColorRole::Severity2 : common::ColorRole::TextSecondary));
    m_state->setPalette(palette);
}

// What has to be typed before it can be armed; empty: nothing. A dangerous step has to be meant,
// and some levers always, but for their safe direction.
QString LeverPanel::typedTarget() const
{
    const auto& plan = m_controller.plan();
    if (!plan)
        return {};
    // What overwrites somebody else's change is meant, whatever the runbook calls the step.
    const bool isDangerous = m_controller.isPutBackSelected()
        || (m_step.risk == "dangerous" && !m_controller.isUndoSelected());
    const bool isTyped =
        plan->lever.guard.isTyped && runbook::directionOf(*plan) != runbook::Direction::Safe;
    return isDangerous || isTyped ? QString::fromStdString(plan->lever.target) : QString();
}

void LeverPanel::updateConfirmation()
{
    const QString target = typedTarget();
    m_confirmRow->setVisible(!target.isEmpty() && !isSent());
    bool isConfirmed = true;
    if (!target.isEmpty()) {
        m_confirmLabel->setText(
            tr("Type %1 to allow arming.").arg(common::safeLine(target.toStdString(), 120)));
        isConfirmed = m_confirm->text().trimmed() == target;
        if (!isConfirmed)
            m_controller.disarm(QString::fromUtf8(QT_TRANSLATE_NOOP(
                "runbookview::LeverController", "The typed target was changed.")));
    }
    Consent consent = m_controller.consent();
    consent.typed = m_confirm->text().trimmed().toStdString();
    m_controller.setConsent(consent);
    m_arm->setEnabled(m_controller.isArmed() || (isConfirmed && m_controller.canArm()));
}

// Why it cannot be read says more than for how long.
QString LeverPanel::staleText() const
{
    const QString age = items::ageText(m_controller.planAge());
    const QString error = common::safeLine(items::ownWords(m_controller.planError().toStdString()));
    if (!m_controller.plan())
        return error.isEmpty()
            ? tr("The lever has not been read yet; it is asked for since %1.").arg(age)
            : error;
    if (!error.isEmpty())
        return tr("Stale, last read %1 ago: %2").arg(age, error);
    return tr("Stale: the lever was last read %1 ago. Arming waits for a fresh reading.").arg(age);
}

// What a guard rail says is told in full above the buttons: here the first of them, in short.
QString LeverPanel::shortObstacle() const
{
    const QString whole = m_controller.armObstacle();
    for (const runbook::Obstacle& each : m_controller.obstacles()) {
        const QString sentence = QString::fromStdString(each.sentence);
        if (each.isBlocking && each.rail != runbook::Rail::TypedTarget
            && whole.startsWith(sentence))
            return sentence;
    }
    return whole;
}

// In the two lines there are: whole words, and "…" where there is more.
QString LeverPanel::fitted(const QString& text) const
{
    const int width = std::max(m_state->width(), kNarrowest);
    const auto fits = [this, width](const QString& each) {
        const QRect room(0, 0, width, m_theme.scaled(kStateHeight) * 8);
        const QRect taken = m_state->fontMetrics().boundingRect(room, Qt::TextWordWrap, each);
        return taken.height() <= m_theme.scaled(kStateHeight) && taken.width() <= width;
    };
    if (fits(text))
        return text;
    QString cut = text.left(kMostOfState);
    while (!cut.isEmpty() && !fits(cut + u'…'))
        cut = cut.left(std::max<qsizetype>(cut.lastIndexOf(u' '), 0));
    return cut.isEmpty() ? m_state->fontMetrics().elidedText(text, Qt::ElideRight, width)
                         : cut + u'…';
}

QString LeverPanel::stateText() const
{
    if (m_controller.isFiring())
        return tr("On its way. Waiting for the control plane's answer; it is not sent again.");
    if (m_controller.isArmed() && m_controller.notice().isEmpty()) {
        const auto left =
            std::chrono::ceil<std::chrono::seconds>(m_controller.armedRemaining()).count();
        return tr("Armed, %1 s left. Keep “%2” pressed for half a second, with the mouse or Enter.")
            .arg(left)
            .arg(m_hold->text());
    }
    if (m_controller.isStale())
        return staleText();
    const QString target = typedTarget();
    if (!target.isEmpty() && m_confirm->text().trimmed() != target && m_controller.canArm())
        return tr("Not armed: arming waits for the target. Type %1 above.")
            .arg(common::safeLine(target.toStdString(), 120));
    if (!m_controller.notice().isEmpty())
        return common::safeLine(items::ownWords(m_controller.notice().toStdString()));
    const QString obstacle = shortObstacle();
    if (obstacle.isEmpty() && m_controller.isQuick())
        return tr("The safe direction: keep “%1” pressed for half a second, with the mouse or "
                  "Enter. No arming.")
            .arg(m_hold->text());
    return obstacle.isEmpty() ? tr("Not armed. Nothing happens until you arm and hold.")
                              : common::safeLine(items::ownWords(obstacle.toStdString()));
}

} // namespace runbookview
