// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/stepcontrols.h"

#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace runbookview {

namespace {

constexpr std::size_t kMostOfOption = 80; // characters on a button

QStringList optionsOf(const runbook::Step& step)
{
    const auto options = step.fields.find("options");
    return options == step.fields.end()
        ? QStringList()
        : QString::fromStdString(options->second).split(QStringLiteral(", "), Qt::SkipEmptyParts);
}

} // namespace

StepControls::StepControls(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_note(new QLineEdit(this))
    , m_open(new QPushButton(this))
    , m_done(new QPushButton(tr("Done"), this))
    , m_fail(new QPushButton(tr("Failed"), this))
    , m_skip(new QPushButton(tr("Skip"), this))
    , m_add(new QPushButton(tr("Add Note"), this))
    , m_choices(new QWidget(this))
    , m_whyNot(new QLabel(this))
    , m_message(new QLabel(this))
{
    m_note->setPlaceholderText(tr("What you saw, or why it is skipped"));
    m_note->setAccessibleName(tr("Note on this step"));
    m_note->setMaxLength(2000);
    for (QLabel* label : {m_whyNot, m_message}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(1);
    }
    m_whyNot->setForegroundRole(QPalette::PlaceholderText);
    m_whyNot->hide();
    m_message->setAccessibleName(tr("Message"));
    m_message->hide();

    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(common::kSpace2);
    row->addWidget(m_done);
    row->addWidget(m_fail);
    row->addWidget(m_skip);
    row->addWidget(m_add);
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(common::kSpace2);
    auto* choices = new QVBoxLayout(m_choices);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(common::kSpace1);
    layout->addWidget(m_note);
    layout->addWidget(m_choices);
    layout->addLayout(row);
    layout->addWidget(m_open, 0, Qt::AlignLeft); // five beside each other are wider than the dock
    layout->addWidget(m_whyNot); // below: what comes and goes moves no button
    layout->addWidget(m_message);

    connect(m_done, &QPushButton::clicked, this, [this] { settle(runbook::StepState::Done); });
    connect(m_fail, &QPushButton::clicked, this, [this] { settle(runbook::StepState::Failed); });
    connect(m_skip, &QPushButton::clicked, this, [this] { settle(runbook::StepState::Skipped); });
    connect(m_add, &QPushButton::clicked, this, &StepControls::addNote);
    connect(m_open, &QPushButton::clicked, this, [this] { emit viewRequested(m_view); });
    const auto restyle = [this] {
        m_message->setFont(m_theme.font(common::TextSize::Small));
        m_whyNot->setFont(m_theme.font(common::TextSize::Small));
        QPalette colors = palette();
        colors.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity2));
        m_message->setPalette(colors);
    };
    restyle();
    connect(&theme, &common::Theme::changed, this, restyle);
}

void StepControls::setStep(const runbook::Step& step, const runbook::StepProgress& progress,
                           const runbook::Step& shown)
{
    const QString id = QString::fromStdString(step.id);
    if (id != m_step) {
        m_note->clear();
        m_message->hide();
    }
    m_step = id;
    const auto view = step.fields.find("view");
    m_view = view == step.fields.end() ? QString() : QString::fromStdString(view->second);
    m_open->setVisible(!m_view.isEmpty());
    const QString name = common::safeLine(m_view.toStdString(), 24);
    m_open->setText(tr("Open %1").arg(name.left(1).toUpper() + name.mid(1)));
    updateOpen();
    const bool isOpen = progress.state == runbook::StepState::Pending
        || progress.state == runbook::StepState::Failed
        || progress.state == runbook::StepState::Undone;
    const bool isByHand = step.kind != runbook::StepKind::Lever;
    m_isRepeat = !isOpen;
    const auto options = step.fields.find("options");
    const bool isChoice = step.kind == runbook::StepKind::Decide && options != step.fields.end();
    showOptions(isChoice ? optionsOf(step) : QStringList(),
                isChoice ? optionsOf(shown) : QStringList());
    m_done->setVisible(isByHand && m_options.isEmpty());
    m_done->setText(m_isRepeat ? tr("Do Again") : tr("Done"));
    m_done->setAccessibleName(m_isRepeat ? tr("This step was done once more") : tr("Done"));
    // What can turn out otherwise than it should.
    m_fail->setVisible(isByHand && step.kind != runbook::StepKind::Decide
                       && progress.state != runbook::StepState::Failed);
    m_fail->setAccessibleName(tr("This step failed: it is not as it should be"));
    m_skip->setVisible(isOpen);
}

void StepControls::setNoTrace(const QString& why)
{
    m_noTrace = why;
    updateOpen();
}

void StepControls::updateOpen()
{
    const QString why = m_view == QStringLiteral("trace") ? m_noTrace : QString();
    m_open->setEnabled(why.isEmpty());
    m_open->setToolTip(common::plainToolTip(why));
    m_whyNot->setText(why);
    m_whyNot->setVisible(!why.isEmpty());
    m_open->setAccessibleDescription(why);
}

// `told`: what stands on the buttons; what is noted are the options themselves.
void StepControls::showOptions(const QStringList& options, const QStringList& told)
{
    if (options == m_options)
        return;
    m_options = options;
    for (auto* old : m_choices->findChildren<QPushButton*>(Qt::FindDirectChildrenOnly)) {
        m_choices->layout()->removeWidget(old);
        old->hide();
        old->deleteLater(); // it may be what was just pressed
    }
    for (qsizetype i = 0; i < options.size(); ++i) {
        const QString option = options[i];
        const QString& words = told.size() == options.size() ? told[i] : option;
        const QString shown = common::safeLine(words.toStdString(), kMostOfOption);
        auto* button = new QPushButton(shown, m_choices);
        button->setAccessibleName(tr("Decide: %1").arg(shown));
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        m_choices->layout()->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, option] { choose(option); });
    }
    m_choices->setVisible(!options.isEmpty());
}

void StepControls::choose(const QString& option)
{
    const QString note = takeNote();
    const QString whole = note.isEmpty() ? option : option + QStringLiteral(": ") + note;
    if (m_isRepeat)
        emit repeated(runbook::StepState::Done, whole);
    else
        emit settled(runbook::StepState::Done, whole);
}

void StepControls::focusNote()
{
    m_note->setFocus(Qt::ShortcutFocusReason);
}

void StepControls::settle(runbook::StepState state)
{
    if (state == runbook::StepState::Skipped && m_note->text().trimmed().isEmpty()) {
        say(tr("Say why it is skipped, then press Skip again."));
        focusNote();
        return;
    }
    if (state == runbook::StepState::Failed && m_note->text().trimmed().isEmpty()) {
        say(tr("Say what was otherwise than expected, then press Failed again."));
        focusNote();
        return;
    }
    if (m_isRepeat)
        emit repeated(state, takeNote());
    else
        emit settled(state, takeNote());
}

void StepControls::addNote()
{
    if (m_note->text().trimmed().isEmpty()) {
        say(tr("Write the note first."));
        focusNote();
        return;
    }
    emit noted(takeNote());
    say(tr("Noted in the timeline."));
}

QString StepControls::takeNote()
{
    const QString note = m_note->text().trimmed();
    m_note->clear();
    m_message->hide();
    return note;
}

void StepControls::say(const QString& text)
{
    m_message->setText(text);
    m_message->show();
}

} // namespace runbookview
