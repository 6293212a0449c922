// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/residence.h"

#include "app/commands/crashfiles.h"
#include "app/crashwindow.h"
#include "app/mainwindow.h"
#include "app/settings.h"
#include "app/tray.h"
#include "app/windowlayout.h"
#include "widgets/common/plaintext.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QTabWidget>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr auto kSessionKept = std::chrono::seconds(2);
constexpr int kNamedLeft = 60; // characters of a recording's name
const QString kRecover = u"PLUMBLINE_RECOVER"_s; // the file of one that is to be opened at once

QString sessionFolder()
{
    const QString state = commands::plumblineStateFolder();
    if (state.isEmpty())
        return {};
    const QString folder = state + u"/sessions"_s;
    if (!QDir().mkpath(folder)
        || !QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return {};
    return folder;
}

QString nameOfRecording(const std::string& path)
{
    return common::safeLine(QFileInfo(QString::fromStdString(path)).fileName().toStdString(),
                            kNamedLeft);
}

// The next start may be in another folder.
std::string absolutePath(const std::string& path)
{
    return QFileInfo(QString::fromStdString(path)).absoluteFilePath().toStdString();
}

bool isSameRecording(const std::string& a, const std::string& b)
{
    const QString first = QFileInfo(QString::fromStdString(a)).canonicalFilePath();
    return !first.isEmpty() && first == QFileInfo(QString::fromStdString(b)).canonicalFilePath();
}

// Of another recording only what would be looked at in any: no moment, answer or alarm of that one.
items::ViewState withoutItsRecording(const items::ViewState& view)
{
    items::ViewState state;
    state.page = view.page;
    state.service = view.service;
    state.filter = view.filter;
    state.isGrouped = view.isGrouped;
    state.kinds = view.kinds;
    state.driver = view.driver;
    state.outcome = view.outcome;
    return state;
}

QList<QLineEdit*> draftLinesOf(const QWidget& window)
{
    static const QRegularExpression draft(u"^draft/"_s);
    return window.findChildren<QLineEdit*>(draft);
}

} // namespace

Residence::Residence(MainWindow& window, common::Theme& theme, Settings& settings, bool isDrill,
                     const std::string& bundle)
    : m_window(window)
    , m_theme(theme)
    , m_settings(settings)
    , m_bundle(bundle.empty() ? bundle : absolutePath(bundle))
{
    if (window.session().isLive())
        m_tray = new Tray(window, theme, settings, this);
    if (isDrill)
        return;
    listen();
    tellCrash();
    if (const QString wanted = qEnvironmentVariable("PLUMBLINE_RECOVER"); !wanted.isEmpty()) {
        qunsetenv("PLUMBLINE_RECOVER"); // not of what this window starts
        if (auto left = leftSession(sessionFolder(), wanted);
            left && isSameRecording(left->state.recording, window.session().recording())) {
            apply(left->state);
            forget(*left);
        }
    } else {
        offerLeft();
    }
    m_file = SessionFile::make(sessionFolder());
    if (!m_file) {
        say(common::MessageBar::Kind::Warning,
            tr("After a crash, what is open here will not be offered again: the folder plumbline "
               "in ~/.local/state, or where XDG_STATE_HOME says, cannot be written to. Make it "
               "yours, and start Plumbline again."));
        return;
    }
    connect(&m_keeping, &QTimer::timeout, this, &Residence::keep);
    m_keeping.start(kSessionKept);
    if (auto* pages = window.findChild<QTabWidget*>(u"pages"_s))
        connect(pages, &QTabWidget::currentChanged, this, &Residence::keep);
    keep();
}

Residence::~Residence() = default;

common::MessageBar* Residence::say(common::MessageBar::Kind kind, const QString& text,
                                   const QString& actionText)
{
    auto* bar = new common::MessageBar(m_theme);
    m_window.menuWidget()->layout()->addWidget(bar); // with the window's own
    bar->say(kind, text, actionText);
    connect(bar, &common::MessageBar::dismissed, bar, &QObject::deleteLater);
    return bar;
}

// A live window is spoken to as that, and by whoever opens what it records.
void Residence::listen()
{
    const QString place = m_settings.place();
    if (place.isEmpty()) // a test's, or a picture's
        return;
    if (m_window.session().isReceiving())
        m_instance.claim(instance::liveAddress(place));
    m_instance.claim(instance::recordingAddress(place, m_window.session().recording()));
    connect(&m_instance, &SingleInstance::raiseRequested, this, [this] {
        m_window.openAnnounced({});
        QApplication::alert(&m_window); // where the desktop lets nobody come forward
    });
    connect(&m_instance, &SingleInstance::linkRequested, &m_window, &MainWindow::openState);
}

OpenedState Residence::opened() const
{
    OpenedState state;
    state.isLive = m_window.session().isLive();
    state.recording = absolutePath(m_window.session().recording());
    state.bundle = m_bundle;
    state.view = m_window.viewState();
    if (state.isLive && m_window.session().conductor().mode() == items::TimeConductor::Mode::Live) {
        state.view.cursor.reset(); // the present is not a place to go back to
        state.view.from.reset();
    }
    state.layout = layoutOf(m_window);
    for (const QLineEdit* line : draftLinesOf(m_window)) {
        if (!line->text().trimmed().isEmpty())
            state.drafts[line->objectName()] = line->text();
    }
    return state;
}

void Residence::keep()
{
    if (m_file)
        m_file->write(opened());
}

void Residence::offerLeft()
{
    m_left = leftSessions(sessionFolder());
    if (m_left.empty())
        return;
    const OpenedState& first = m_left.front().state;
    QString text =
        tr("Plumbline ended without being closed. What was open then: %1 (%2)")
            .arg(nameOfRecording(first.bundle.empty() ? first.recording : first.bundle),
                 common::safeLine(items::viewStateText(first.view).toStdString(), kNamedLeft));
    if (m_left.size() > 1)
        text += tr(" and %1 more").arg(m_left.size() - 1);
    text += u'.';
    for (const LeftSession& left : m_left) {
        if (!left.state.drafts.isEmpty()) {
            text += u' ' + tr("A note that was not added is kept.");
            break;
        }
    }
    text += u' ' + tr("No lever is armed or moved by it.");
    m_offer = say(common::MessageBar::Kind::Info, text, tr("Open Again"));
    connect(m_offer, &common::MessageBar::actionTriggered, this, &Residence::openLeft);
    connect(m_offer, &common::MessageBar::dismissed, this, [this] {
        for (LeftSession& left : m_left)
            forget(left);
        m_left.clear();
    });
}

void Residence::openLeft()
{
    const bool isLive = m_window.session().isLive();
    bool isApplied = false;
    for (LeftSession& left : std::exchange(m_left, {})) {
        const bool isHere = isSameRecording(left.state.recording, m_window.session().recording());
        if (!isApplied && (isHere || (isLive && left.state.isLive))) {
            isApplied = true; // where one was live this one is
            apply(left.state);
            forget(left);
        } else {
            openElsewhere(left);
        }
    }
    m_offer->deleteLater();
    m_offer = nullptr;
}

void Residence::apply(const OpenedState& state)
{
    restoreLayout(m_window, state.layout);
    for (QLineEdit* line : draftLinesOf(m_window)) {
        const QString draft = state.drafts.value(line->objectName());
        const QString typed = line->text().trimmed(); // since then: neither is lost
        if (!draft.isEmpty() && draft != typed)
            line->setText(typed.isEmpty() ? draft : draft + u' ' + typed);
    }
    items::ReadViewState shown{.state = state.view, .leftOut = {}};
    if (!isSameRecording(state.recording, m_window.session().recording()))
        shown.state = withoutItsRecording(state.view);
    shown.state.recording.clear(); // it is known to be of this one
    m_window.openState(shown);
}

// A recording has a window of its own, which takes the rest from the file. That of a bundle is
// opened by it, so that it is verified again, and who vouches for it is said.
void Residence::openElsewhere(LeftSession& left)
{
    const std::string& opened =
        left.state.bundle.empty() ? left.state.recording : left.state.bundle;
    QProcess process;
    process.setProgram(QCoreApplication::applicationFilePath());
    process.setArguments({u"--new-window"_s, QString::fromStdString(opened)});
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(kRecover, QFileInfo(left.path).fileName());
    process.setProcessEnvironment(environment);
    left.lock = {}; // it is that window's to take
    if (!QFileInfo::exists(QString::fromStdString(opened)))
        say(common::MessageBar::Kind::Warning,
            tr("%1 is not there any more. Where it was moved to, File > Open Recording… finds it.")
                .arg(nameOfRecording(opened)));
    else if (!process.startDetached())
        say(common::MessageBar::Kind::Warning,
            tr("No window can be started for %1. File > Open Recording… opens it.")
                .arg(nameOfRecording(opened)));
}

void Residence::tellCrash()
{
    const auto files = commands::crashFiles();
    // Their names are their times: the newest may be one that was told of before others that have
    // been deleted since.
    if (files.empty() || files.front().name <= m_settings.saidCrash())
        return;
    const QString name = files.front().name;
    m_settings.setSaidCrash(name); // once
    auto* bar = say(common::MessageBar::Kind::Warning,
                    tr("Plumbline crashed at %1 UTC. What it wrote about that is kept on this "
                       "machine and was sent nowhere.")
                        .arg(files.front().when.toString(u"yyyy-MM-dd HH:mm:ss"_s)),
                    tr("Show"));
    connect(bar, &common::MessageBar::actionTriggered, this,
            [this, name] { (new CrashWindow(name, &m_window))->show(); });
}
