// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/palettehost.h"

#include "app/mainwindow.h"
#include "app/paletteentries.h"
#include "app/runbookshelf.h"
#include "app/session.h"
#include "app/settings.h"
#include "models/items/formats.h"
#include "models/items/incidentsnapshot.h"
#include "models/items/runbookwords.h"
#include "models/items/servicehealthmodel.h"
#include "models/store/reader.h"
#include "widgets/common/icons.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/palette/commandpalette.h"
#include "widgets/runbook/runbookdock.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QProcess>
#include <QStandardPaths>
#include <QToolButton>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRecordings = 10;
constexpr qsizetype kMostRemembered = 20;
constexpr std::int64_t kPaletteName = 200; // code points

void appendEntries(std::vector<palette::Entry>& entries, std::vector<palette::Entry> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(entries));
}

// Keys and what they do; those that command only where that can be done.
QList<QPair<QString, QString>> keysToTell(bool withCommands)
{
    QList<QPair<QString, QString>> keys;
    for (const common::KeyEntry& each : common::keyEntries()) {
        const QString key = common::keymap().allText(each.command);
        if (!key.isEmpty() && (withCommands || each.context != common::KeyContext::Runbook))
            keys.append({key,
                         PaletteHost::tr("%1: %2").arg(common::Keymap::title(each.context),
                                                       common::Keymap::title(each.command))});
    }
    return keys;
}

} // namespace

PaletteHost::PaletteHost(const PaletteGround& ground, QMenu& menu)
    : QObject(&ground.window)
    , m_ground(ground)
    , m_action(menu.addAction(tr("Find An&ything…")))
    , m_search(ground.session.queries(), ground.session.conductor())
    , m_view(new palette::CommandPalette(ground.theme, &ground.window))
{
    common::bindKeys(m_action, common::KeyCommand::FindAnything);
    connect(m_action, &QAction::triggered, this, &PaletteHost::open);
    auto* button = new QToolButton(&ground.menus);
    button->setObjectName(u"findAnything"_s);
    common::followKeys(button, [button] {
        const QString key = common::keymap().text(common::KeyCommand::FindAnything);
        button->setText(key.isEmpty() ? tr("Find") : u"%1  %2"_s.arg(tr("Find"), key));
    });
    button->setIcon(common::icon(ground.theme, u"search"_s, common::ColorRole::TextSecondary));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAccessibleName(tr("Find anything"));
    button->setToolTip(common::plainToolTip(
        tr("Find anything: actions, services, runbooks, traces and texts of the recording")));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus); // what had the focus gets it back
    connect(button, &QToolButton::clicked, this, &PaletteHost::open);
    ground.menus.setCornerWidget(button, Qt::TopRightCorner);

    connect(m_view, &palette::CommandPalette::searchWanted, &m_search,
            &items::GlobalSearch::search);
    connect(&m_search, &items::GlobalSearch::changed, this, &PaletteHost::showFindings);
    connect(m_view, &palette::CommandPalette::linkWanted, this,
            [](const QString& link) { QGuiApplication::clipboard()->setText(link); });
    connect(m_view, &palette::CommandPalette::chosen, this, [this](const QString& key) {
        QStringList used = m_ground.settings.paletteRecent();
        used.removeAll(key);
        used.prepend(key);
        m_ground.settings.setPaletteRecent(used.mid(0, kMostRemembered));
    });
    // What is offered may not be the present's any more.
    connect(&ground.session.conductor(), &items::TimeConductor::modeChanged, m_view,
            &palette::CommandPalette::dismiss);
}

void PaletteHost::open()
{
    m_search.search({});
    m_view->open(gather(), m_ground.settings.paletteRecent());
}

bool PaletteHost::isPresent() const
{
    return m_ground.session.isLive()
        && m_ground.session.conductor().mode() == items::TimeConductor::Mode::Live;
}

items::ViewState PaletteHost::linkBase() const
{
    const items::ViewState shown = m_ground.window.viewState();
    items::ViewState base;
    base.recording = shown.recording;
    base.cursor = shown.cursor;
    base.from = shown.from;
    base.isAsKnownNow = shown.isAsKnownNow;
    return base;
}

// The time and, where the place is of none, the service stay as they are.
void PaletteHost::go(const items::ViewState& state)
{
    items::ViewState place = state;
    if (place.service.empty())
        place.service = m_ground.window.viewState().service;
    m_ground.window.restore(place);
}

std::vector<palette::Entry> PaletteHost::gather()
{
    const bool present = isPresent();
    const paletteentries::Go way = [this](const items::ViewState& state) { go(state); };
    paletteentries::MenuEntries menus =
        paletteentries::menuEntries(m_ground.menus,
                                    {.pages = m_ground.pages,
                                     .commanding = m_ground.commanding,
                                     .leftOut = {m_action},
                                     .isPresent = present,
                                     .canBePresent = m_ground.session.conductor().canBeLive()});
    std::vector<palette::Entry> keys = paletteentries::keyEntries(
        keysToTell(present), menus.actions, [guard = QPointer(m_ground.keys)] {
            if (guard)
                guard->trigger();
        });
    // Pages lead; the other actions follow what there is to go to.
    std::vector<palette::Entry> entries = std::move(menus.pages);
    appendEntries(entries,
                  paletteentries::alarmEntries(m_ground.fleet.alarmTransitions(), linkBase(), way));
    addIncidents(entries);
    addServices(entries);
    addRunbooks(entries);
    appendEntries(entries, std::move(menus.actions));
    appendEntries(entries, std::move(keys));
    addRecordings(entries);
    appendEntries(entries, m_ground.guide());
    return entries;
}

void PaletteHost::addServices(std::vector<palette::Entry>& entries)
{
    items::ServiceHealthModel& services = m_ground.fleet.services();
    const items::ViewState base = linkBase();
    for (int row = 0; row < services.rowCount(); ++row) {
        const QString service = services.service(row);
        items::ViewState address = base;
        address.page = "health";
        address.service = service.toStdString();
        entries.push_back({.key = u"service:"_s + service,
                           .scope = palette::Scope::Services,
                           .kind = tr("Service"),
                           .title = common::safeLine(service.toStdString(), kPaletteName),
                           .detail = tr("its health"),
                           .link = QString::fromStdString(items::toLink(address)),
                           .choose = [this, service] { m_ground.window.openService(service); }});
    }
}

void PaletteHost::addIncidents(std::vector<palette::Entry>& entries)
{
    const auto& all = m_ground.incidents.incidents();
    const items::ViewState base = linkBase();
    for (auto each = all.rbegin(); each != all.rend(); ++each) { // the newest first
        items::ViewState place;
        place.page = "incident";
        place.incident = each->id;
        items::ViewState address = base;
        address.page = place.page;
        address.incident = place.incident;
        entries.push_back({.key = {},
                           .kind = tr("Incident"),
                           .title = common::safeLine(each->id, 40) + u' '
                               + common::safeLine(each->title, kPaletteName),
                           .detail = items::statusText(each->status),
                           .link = QString::fromStdString(items::toLink(address)),
                           .choose = [this, place] { go(place); }});
    }
}

void PaletteHost::addRunbooks(std::vector<palette::Entry>& entries)
{
    const bool present = isPresent();
    for (const runbook::Runbook& each : m_ground.books.shelf().runbooks) {
        const runbook::Runbook book = items::shownRunbook(each);
        QStringList steps{QString::fromStdString(book.applies)};
        for (const runbook::Step& step : book.steps)
            steps << QString::fromStdString(step.title);
        entries.push_back({.key = u"runbook:"_s + QString::fromStdString(book.id),
                           .kind = tr("Runbook"),
                           .title = common::safeLine(book.title, kPaletteName),
                           .detail = present ? common::safeLine(book.id, 60)
                                             : tr("%1, to read").arg(common::safeLine(book.id, 60)),
                           .inside = std::move(steps),
                           .choose = [this, id = book.id] { openRunbook(id); }});
    }
}

// It is shown, never started.
void PaletteHost::openRunbook(const std::string& id)
{
    const auto& books = m_ground.books.shelf().runbooks;
    const auto book = std::ranges::find(books, id, &runbook::Runbook::id);
    if (book == books.end())
        return m_ground.window.warn(
            tr("This runbook is not there any more: its file is gone, or is broken. %1: it says "
               "there what was not read.")
                .arg(
                    common::keymap().withKey(tr("Open Runbook"), common::KeyCommand::ShowRunbook)));
    if (isPresent() && m_ground.runbook.form() != nullptr)
        m_ground.runbook.prepare(
            {.runbook = id,
             .parameters = {},
             .alarm = {},
             .occasion = tr("%1, chosen by hand")
                             .arg(common::safeLine(items::shownRunbook(*book).title, kPaletteName))
                             .toStdString()});
    else
        m_ground.runbook.read(&*book, {});
    m_ground.window.showView(MainWindow::View::Runbook);
}

// Of the window's own folder, the newest first.
void PaletteHost::addRecordings(std::vector<palette::Entry>& entries)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
                      + u"/recordings"_s);
    const QFileInfo shown(QString::fromStdString(m_ground.session.recording()));
    const QFileInfoList files = folder.entryInfoList({u"*.plumb"_s}, QDir::Files, QDir::Time);
    int count = 0;
    for (const QFileInfo& file : files) {
        if (file == shown)
            continue;
        if (++count > kMostRecordings)
            break;
        const telemetry::Timestamp written =
            telemetry::fromUnixNanos(file.lastModified().toMSecsSinceEpoch() * 1'000'000);
        entries.push_back(
            {.key = {},
             .kind = tr("Recording"),
             .title = common::safeLine(file.fileName().toStdString(), kPaletteName),
             .detail =
                 tr("written %1, in a window of its own").arg(items::utcDateTimeText(written)),
             .choose = [this, path = file.absoluteFilePath()] { openRecording(path); }});
    }
}

void PaletteHost::openRecording(const QString& path)
{
    // The window of its own would have nobody to tell but its terminal.
    if (const auto reader = store::Reader::open(path.toStdString()); !reader)
        return m_ground.window.warn(common::safeLine(reader.error().message, kPaletteName));
    QProcess::startDetached(QCoreApplication::applicationFilePath(), {path});
}

void PaletteHost::showFindings()
{
    if (!m_view->isVisible())
        return;
    m_view->setFound(
        paletteentries::foundEntries(m_search.findings().rows, linkBase(),
                                     [this](const items::ViewState& state) { go(state); }),
        paletteentries::searchText(m_search));
}
