// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/quietdialog.h"

#include "app/alarmnotifier.h"
#include "app/quietkeeper.h"
#include "app/settings.h"
#include "widgets/frame/linkstatus.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTimeEdit>
#include <QTimeZone>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

QuietDialog::QuietDialog(Settings& settings, QuietKeeper& keeper, DesktopNotifier& notifier,
                         QWidget* parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_keeper(keeper)
    , m_isOn(new QCheckBox(tr("&Quiet hours"), this))
    , m_from(new QTimeEdit(this))
    , m_to(new QTimeEdit(this))
    , m_loudest(new QComboBox(this))
    , m_told(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Quiet Hours"));
    for (QTimeEdit* edit : {m_from, m_to}) {
        edit->setDisplayFormat(u"HH:mm"_s);
        // An hour without its minutes may end the quiet, and would tell what is kept back.
        edit->setKeyboardTracking(false);
    }
    m_from->setAccessibleName(tr("Quiet from"));
    m_to->setAccessibleName(tr("Quiet to"));
    auto* days = new QHBoxLayout;
    for (int day = 1; day <= 7; ++day) {
        auto* box = new QCheckBox(QLocale().dayName(day, QLocale::ShortFormat), this);
        box->setAccessibleName(tr("Begins on %1").arg(QLocale().dayName(day)));
        days->addWidget(box);
        m_days.push_back(box);
    }
    m_loudest->addItems(
        {tr("none"), tr("severity 1"), tr("severity 1 and 2"), tr("severity 1 to 3"), tr("all")});
    m_loudest->setAccessibleName(tr("Which alarms are told all the same"));
    m_told->setTextFormat(Qt::PlainText);
    m_told->setWordWrap(true);
    m_told->setObjectName(u"told"_s);
    auto* note =
        new QLabel(tr("It is about sound and notifications: the line at the top shows "
                      "alarms as ever. What was kept back is told in one at the end. Times "
                      "are of this machine (%1).")
                       .arg(QString::fromLatin1(QTimeZone::systemTimeZoneId())),
                   this);
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    auto* play = new QPushButton(tr("&Play the Alarm Sound"), this);
    play->setAutoDefault(false);
    auto* form = new QFormLayout;
    form->addRow(m_isOn);
    form->addRow(tr("&From"), m_from);
    form->addRow(tr("&To"), m_to);
    form->addRow(tr("Begins on"), days);
    form->addRow(tr("T&old all the same"), m_loudest);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(note);
    layout->addWidget(play, 0, Qt::AlignLeft);
    layout->addWidget(m_told);
    layout->addStretch(1);
    layout->addWidget(buttons);
    showRule(settings.quiet());
    connect(&settings, &Settings::changed, this, [this](const QString& key) {
        if (key.startsWith(u"quiet/"_s) && !m_isSaving)
            showRule(m_settings.quiet());
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_isOn, &QCheckBox::toggled, this, &QuietDialog::save);
    for (QCheckBox* box : m_days)
        connect(box, &QCheckBox::toggled, this, &QuietDialog::save);
    for (QTimeEdit* edit : {m_from, m_to}) {
        connect(edit, &QTimeEdit::timeChanged, this, &QuietDialog::save);
        connect(this, &QDialog::finished, edit, &QTimeEdit::interpretText);
    }
    connect(m_loudest, &QComboBox::currentIndexChanged, this, &QuietDialog::save);
    connect(play, &QPushButton::clicked, this, [this, &notifier] {
        m_told->setText(tr("Asking the desktop…"));
        notifier.playTest([told = QPointer(m_told)](const QString& text) {
            if (told)
                told->setText(text);
        });
    });
}

void QuietDialog::showRule(const notify::QuietRule& rule)
{
    m_isShowing = true;
    m_isOn->setChecked(rule.isOn);
    m_from->setTime(rule.from);
    m_to->setTime(rule.to);
    for (std::size_t day = 0; day < m_days.size(); ++day)
        m_days[day]->setChecked((rule.days & (1 << day)) != 0);
    m_loudest->setCurrentIndex(rule.loudest);
    m_isShowing = false;
}

void QuietDialog::save()
{
    if (m_isShowing)
        return;
    notify::QuietRule rule = m_settings.quiet(); // with what is quiet once
    rule.isOn = m_isOn->isChecked();
    rule.from = m_from->time();
    rule.to = m_to->time();
    rule.days = 0;
    for (std::size_t day = 0; day < m_days.size(); ++day)
        rule.days |= m_days[day]->isChecked() ? 1 << day : 0;
    rule.loudest = m_loudest->currentIndex();
    m_isSaving = true;
    m_settings.setQuiet(rule);
    m_isSaving = false;
    m_keeper.update();
}

// What is silent says so, and until when.
void offerQuiet(QMenu& menu, Settings& settings, AlarmCalls& calls, frame::LinkStatus& line,
                QWidget& window)
{
    calls.quiet.addTo(menu);
    const auto open = [&settings, &calls, &window] {
        auto* dialog = window.findChild<QuietDialog*>();
        if (dialog == nullptr)
            dialog = new QuietDialog(settings, calls.quiet, calls.notifier, &window);
        dialog->show();
        dialog->raise();
        dialog->activateWindow();
    };
    menu.addSeparator();
    QObject::connect(menu.addAction(QuietDialog::tr("Quiet &Hours…")), &QAction::triggered, &window,
                     open);
    QObject::connect(&line, &frame::LinkStatus::quietClicked, &window, open);
    const auto show = [&calls, &line] { line.setQuiet(calls.quiet.text(), calls.quiet.tip()); };
    QObject::connect(&calls.quiet, &QuietKeeper::changed, &line, show);
    show();
}
