// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settingswindow.h"

#include "app/commands/keyring.h"
#include "app/settings.h"
#include "app/teamreader.h"
#include "models/telemetry/keptfile.h"
#include "widgets/common/filedialog.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/searchline.h"
#include "widgets/settings/importpreview.h"
#include "widgets/settings/secretlist.h"
#include "widgets/settings/settingspanel.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMetaObject>
#include <QPushButton>
#include <QSaveFile>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSettingsSize(940, 640);
constexpr std::size_t kMostSteps = 100;
constexpr qsizetype kMostTeamProblems = 5; // shown

SettingsWindow::Ways desktopSettingsWays()
{
    return {.fileToImport =
                [](QWidget* parent) {
                    return common::askForFileToOpen(
                        parent, SettingsWindow::tr("Import Settings"), {},
                        {SettingsWindow::tr("Settings (*.json *.yaml *.yml)"),
                         SettingsWindow::tr("All Files (*)")});
                },
            .fileToExport =
                [](QWidget* parent) {
                    return common::askForFileToWrite(parent, SettingsWindow::tr("Export Settings"),
                                                     u"plumbline.json"_s,
                                                     {SettingsWindow::tr("Settings (*.json)")});
                }};
}

// As the setting's own row shows it.
QString shownSetting(const config::Setting& setting, const QString& value)
{
    if (setting.kind == config::Kind::Flag && (value == u"true"_s || value == u"false"_s))
        return config::choiceText(value == u"true"_s ? u"on"_s : u"off"_s);
    if (setting.kind == config::Kind::Choice && config::choicesOf(setting).contains(value))
        return config::choiceText(value);
    return value.isEmpty() ? SettingsWindow::tr("nothing") : common::safeLine(value.toStdString());
}

QString secretPlaceText(const commands::SecretName& secret, const commands::SecretFound& found)
{
    switch (found.place) {
    case commands::SecretPlace::Environment:
        return SettingsWindow::tr("Environment");
    case commands::SecretPlace::Keyring:
        return SettingsWindow::tr("Keyring");
    case commands::SecretPlace::Unknown:
        return SettingsWindow::tr("Not known: the keyring does not say");
    case commands::SecretPlace::Missing:
        break;
    }
    const QString name = common::safeLine(secret.name);
    return secret.isOptional ? SettingsWindow::tr("Not set; it is not needed")
                             : SettingsWindow::tr("Missing: plumbline secret set %1").arg(name);
}

} // namespace

SettingsWindow::SettingsWindow(Settings& settings, const common::Theme& theme, Ways ways,
                               QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_settings(settings)
    , m_team(TeamReader::of(settings))
    , m_ways(std::move(ways))
    , m_bar(new common::MessageBar(theme, this))
    , m_preview(new settingsview::ImportPreview(theme, this))
    , m_panel(new settingsview::SettingsPanel(theme, this))
    , m_secrets(new settingsview::SecretList(theme, this))
{
    const QString profile = settings.profile();
    setWindowTitle(profile.isEmpty() ? tr("Settings") : tr("Settings – Profile %1").arg(profile));
    resize(kSettingsSize);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_preview);
    layout->addWidget(m_panel, 1);
    m_bar->floatOver(*m_panel); // moves nothing that is being pressed
    m_panel->addPart(config::sectionOf(*config::find(u"team/source"_s)), makeTeamPart(),
                     tr("git folder URL commit read again"));
    m_panel->addPart(tr("Secrets"), m_secrets, tr("keyring token password environment missing"));

    connect(m_panel, &settingsview::SettingsPanel::changeRequested, this, &SettingsWindow::change);
    connect(m_panel, &settingsview::SettingsPanel::resetRequested, this, &SettingsWindow::reset);
    connect(m_panel, &settingsview::SettingsPanel::undoRequested, this, &SettingsWindow::undo);
    connect(m_panel, &settingsview::SettingsPanel::importRequested, this,
            &SettingsWindow::chooseImport);
    connect(m_panel, &settingsview::SettingsPanel::exportRequested, this,
            &SettingsWindow::exportFile);
    connect(m_preview, &settingsview::ImportPreview::accepted, this, &SettingsWindow::takeOver);
    connect(m_secrets, &settingsview::SecretList::lookRequested, this,
            &SettingsWindow::lookForSecrets);
    connect(&m_settings, &Settings::changed, this, &SettingsWindow::showKey);
    connect(&m_team, &TeamReader::changed, this, &SettingsWindow::showTeam);
    connect(new QShortcut(QKeySequence::Undo, this), &QShortcut::activated, this,
            &SettingsWindow::undo);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_panel->search(),
            qOverload<>(&QWidget::setFocus));
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
    showAll();
    showTeam();
}

SettingsWindow::~SettingsWindow()
{
    m_isLeaving = true;
    if (m_looking.joinable())
        m_looking.join(); // after the name that it is at
}

void SettingsWindow::open(QWidget* window, Settings& settings, const common::Theme& theme)
{
    auto* shown = window->findChild<SettingsWindow*>(QString(), Qt::FindDirectChildrenOnly);
    if (shown == nullptr)
        shown = new SettingsWindow(settings, theme, desktopSettingsWays(), window);
    shown->show();
    shown->raise();
    shown->activateWindow();
    shown->m_panel->search()->setFocus();
}

void SettingsWindow::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous())
        showAll(); // no text that was typed and did not hold
    lookForSecrets();
    showTeam(); // ages
}

// What nothing in it had a use for: a search is emptied first, a list of choices closed.
void SettingsWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape)
        return QWidget::keyPressEvent(event);
    close();
}

// A text that was typed and not left is asked for now: it would stand there next time as if it
// held.
void SettingsWindow::closeEvent(QCloseEvent* event)
{
    if (QWidget* typedInto = focusWidget())
        typedInto->clearFocus();
    QWidget::closeEvent(event);
}

QWidget* SettingsWindow::makeTeamPart()
{
    auto* part = new QWidget(this);
    m_teamState = new QLabel(part);
    m_teamState->setObjectName(u"teamState"_s);
    m_teamState->setTextFormat(Qt::PlainText);
    m_teamState->setWordWrap(true);
    m_readTeam = new QPushButton(tr("&Read Again"), part);
    m_readTeam->setObjectName(u"readTeam"_s);
    m_readTeam->setAutoDefault(false);
    m_readTeam->setAccessibleName(tr("Read the team's configuration again"));
    connect(m_readTeam, &QPushButton::clicked, &m_team, &TeamReader::read);
    auto* line = new QHBoxLayout(part);
    line->setContentsMargins(0, common::kSpace2, 0, common::kSpace3);
    line->setSpacing(common::kSpace2);
    line->addWidget(m_teamState, 1);
    line->addWidget(m_readTeam);
    return part;
}

void SettingsWindow::change(const QString& key, const QString& value)
{
    const auto before = m_settings.layers().own(key);
    const auto done = m_settings.setOwn(key, value);
    if (!done) {
        m_panel->row(key)->refuse(common::safeLine(done.error().message));
        return;
    }
    remember(
        {.before = {{key, before}}, .extras = {}, .what = config::titleOf(*config::find(key))});
    showKey(key); // also where the same value is now written otherwise
}

void SettingsWindow::reset(const QString& key)
{
    const auto before = m_settings.layers().own(key);
    m_settings.removeOwn(key);
    remember(
        {.before = {{key, before}}, .extras = {}, .what = config::titleOf(*config::find(key))});
}

void SettingsWindow::keep()
{
    if (const auto kept = m_settings.store(); !kept)
        m_bar->say(common::MessageBar::Kind::Error,
                   tr("%1 What is changed here ends with the program.")
                       .arg(common::safeLine(kept.error().message)));
}

void SettingsWindow::remember(Step step)
{
    keep();
    m_steps.push_back(std::move(step));
    if (m_steps.size() > kMostSteps)
        m_steps.erase(m_steps.begin());
    m_panel->setUndo(m_steps.back().what);
}

void SettingsWindow::undo()
{
    if (m_steps.empty())
        return;
    const Step step = m_steps.back();
    m_steps.pop_back();
    for (const auto& [key, before] : step.before) {
        // What was no value before is not brought back: its default is.
        if (!before || !m_settings.setOwn(key, *before))
            m_settings.removeOwn(key);
        showKey(key);
    }
    takeExtras(step.extras, m_settings);
    keep();
    m_panel->setUndo(m_steps.empty() ? QString() : m_steps.back().what);
}

void SettingsWindow::chooseImport()
{
    const QString path = m_ways.fileToImport(this);
    if (path.isEmpty())
        return;
    m_preview->hide();
    const QString name = common::safeLine(QFileInfo(path).fileName().toStdString());
    const auto bytes = config::readDocumentFile(path);
    if (bytes)
        m_document = config::readDocument(*bytes);
    if (bytes && m_document.problems.isEmpty())
        m_document.problems = extrasProblems(m_document, m_settings);
    if (!bytes || !m_document.problems.isEmpty()) {
        const telemetry::Error error =
            bytes ? config::documentError(name, m_document.problems) : bytes.error();
        m_bar->say(common::MessageBar::Kind::Error, common::safeLine(error.message));
        return;
    }
    m_bar->clear();
    QStringList lines;
    for (const config::Change& one : config::changesOf(m_document, m_settings.layers())) {
        const config::Setting& setting = *config::find(one.key);
        lines << tr("%1: %2 → %3")
                     .arg(config::titleOf(setting), shownSetting(setting, one.before),
                          shownSetting(setting, one.after));
    }
    lines << extrasTexts(extrasAfter(m_document, m_settings), m_settings);
    QStringList leftOut;
    for (const config::Change& one : config::leftOutOf(m_document, m_settings.layers())) {
        const config::Setting& setting = *config::find(one.key);
        leftOut << tr("“%1” stays as it is; the file says %2.")
                       .arg(config::titleOf(setting), shownSetting(setting, one.after));
    }
    if (!leftOut.isEmpty())
        leftOut << tr("An import does not say where the team's configuration is read, nor which "
                      "secret is sent there: enter that yourself where you want it.");
    m_preview->ask(name, lines, leftOut.join(u'\n'));
}

void SettingsWindow::takeOver()
{
    // As it is now: something may have been changed since it was shown.
    const auto changes = config::changesOf(m_document, m_settings.layers());
    const SettingsExtras extras = extrasAfter(m_document, m_settings);
    const auto count =
        static_cast<qsizetype>(changes.size()) + (extras.keys ? 1 : 0) + (extras.layouts ? 1 : 0);
    Step step{.before = {}, .extras = {}, .what = tr("the import of %1 settings").arg(count)};
    for (const config::Change& one : changes) {
        step.before.emplace_back(one.key, one.own);
        (void)m_settings.setOwn(one.key, one.after); // its values were checked
    }
    step.extras = takeExtras(extras, m_settings);
    if (count > 0)
        remember(std::move(step));
    showAll();
}

void SettingsWindow::exportFile()
{
    const QString path = m_ways.fileToExport(this);
    if (path.isEmpty())
        return;
    const QByteArray bytes = config::writeDocument(m_settings.layers().goodOwn(), m_settings.keys(),
                                                   m_settings.layouts());
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()
        && telemetry::keepFile(file).empty();
    const QString name = common::safeLine(path.toStdString());
    if (isWritten)
        m_bar->say(common::MessageBar::Kind::Info,
                   tr("Your settings are in %1. No secret is in it.").arg(name));
    else
        m_bar->say(common::MessageBar::Kind::Error, tr("%1 cannot be written.").arg(name));
}

void SettingsWindow::showKey(const QString& key)
{
    const config::Layers& layers = m_settings.layers();
    settingsview::SettingState state{.value = layers.held(key).value,
                                     .source =
                                         common::safeLine(layers.originText(key).toStdString()),
                                     .isOwn = layers.own(key).has_value(),
                                     .note = {},
                                     .isWrong = false};
    QStringList notes;
    if (layers.held(key).origin == config::Origin::Team)
        notes << tr("Set by the team; what you enter goes before it.");
    if (const auto other = layers.teamsOther(key))
        notes << tr("The team says %1.").arg(shownSetting(*config::find(key), *other));
    for (const config::BadValue& bad : layers.problems()) {
        if (bad.key != key)
            continue;
        state.isWrong = true;
        notes << common::safeLine(config::badValueText(bad).toStdString());
    }
    state.note = notes.join(u' ');
    m_panel->setState(key, state);
}

void SettingsWindow::showAll()
{
    for (const config::Setting& setting : config::schema())
        showKey(setting.name());
}

void SettingsWindow::showTeam()
{
    QStringList lines;
    const QString state = m_team.stateText();
    lines << (state.isEmpty() ? tr("Nothing comes from a team: no folder or URL is set.") : state);
    const QStringList problems =
        m_team.problems(); // of a file from outside: there may be thousands
    for (const QString& problem : problems.first(std::min(problems.size(), kMostTeamProblems)))
        lines << common::safeLine(problem.toStdString());
    if (problems.size() > kMostTeamProblems)
        lines
            << tr("…and %1 more: plumbline settings team").arg(problems.size() - kMostTeamProblems);
    m_teamState->setText(lines.join(u'\n'));
    m_readTeam->setEnabled(!state.isEmpty() && !m_team.isReading());
}

void SettingsWindow::lookForSecrets()
{
    if (m_isLooking)
        return;
    if (m_looking.joinable())
        m_looking.join(); // it is done
    m_isLooking = true;
    m_secrets->setLooking();
    m_looking = std::thread([this] {
        auto found = commands::locateSecrets(&m_isLeaving);
        if (m_isLeaving)
            return;
        QMetaObject::invokeMethod(
            this, [this, found = std::move(found)] { showSecrets(found); }, Qt::QueuedConnection);
    });
}

void SettingsWindow::showSecrets(const std::vector<commands::LocatedSecret>& found)
{
    m_isLooking = false;
    std::vector<settingsview::SecretLine> lines;
    QString problem;
    for (const auto& [secret, place] : found) {
        lines.push_back(
            {.name = common::safeLine(secret.name),
             .use = common::safeLine(secret.use),
             .place = secretPlaceText(secret, place),
             .isMissing = place.place == commands::SecretPlace::Missing && !secret.isOptional});
        if (!place.problem.empty())
            problem = common::safeLine(place.problem);
    }
    const QString state = !commands::hasKeyring()
        ? tr("There is no keyring here (no session bus): secrets come from PLUMBLINE_TOKEN_NAME "
             "or from files that profiles name.")
        : tr("Secrets are kept in the desktop's keyring by plumbline secret set NAME; "
             "PLUMBLINE_TOKEN_NAME goes before it. No value is shown.");
    m_secrets->setLines(lines, problem.isEmpty() ? state : state + u' ' + problem);
}
