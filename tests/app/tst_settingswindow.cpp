// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settings.h"
#include "app/settingsactions.h"
#include "app/settingswindow.h"
#include "app/teamreader.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/keymap.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/settings/importpreview.h"
#include "widgets/settings/settingspanel.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTime>
#include <QTimeEdit>
#include <QTreeWidget>

#include <memory>
#include <string>

using namespace Qt::StringLiterals;

class TestSettingsWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void aSectionShowsItsRows();
    void theSearchGoesOverAllSections();
    void aClickChangesAtOnceAndIsUndone();
    void aTextIsTypedRefusedAndMended();
    void aTextIsAskedForWhenTheWindowCloses();
    void resetTakesTheOwnValueAway();
    void anImportShowsFirstAndIsOneStep();
    void anImportDoesNotSayWhoGetsASecret();
    void aBadFileChangesNothing();
    void anExportIsImportedAgain();
    void keysAndLayoutsGoWithTheSettings();
    void keysThatCannotBeChangeNothing();
    void textsAndTimesAreOfTheirRange();
    void theTeamIsNamedAndOverruled();
    void missingSecretsAreTold();
    void aMenuFollowsTheWindow();
    void everyEditorHasANameAndTakesTheFocus();
    void itIsOneWindowAndItsSearchHasTheFocus();

private:
    settingsview::SettingRow& row(const char* key) const
    {
        return *m_window->findChild<settingsview::SettingsPanel*>()->row(QString::fromLatin1(key));
    }
    template<class Part>
    Part& editor(const char* key) const
    {
        return *qobject_cast<Part*>(row(key).editor());
    }
    void click(const QString& name) const
    {
        QTest::mouseClick(m_window->findChild<QPushButton*>(name), Qt::LeftButton);
    }
    void type(const QString& text) const
    {
        auto* search = m_window->findChild<common::SearchLine*>();
        search->setFocus();
        search->clear();
        QTest::keyClicks(search, text);
    }
    QString write(const QString& name, const QByteArray& text) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("a file cannot be written");
        return file.fileName();
    }

    QTemporaryDir m_folder;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<SettingsWindow> m_window;
    QString m_chosen; // file
};

void TestSettingsWindow::initTestCase()
{
    qputenv("XDG_CONFIG_HOME", m_folder.path().toUtf8());
    qputenv("XDG_CACHE_HOME", m_folder.filePath(u"cache"_s).toUtf8());
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qunsetenv("PLUMBLINE_ROOM");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
}

void TestSettingsWindow::init()
{
    m_settings = Settings::inMemory();
    m_window = std::make_unique<SettingsWindow>(
        *m_settings, m_theme,
        SettingsWindow::Ways{.fileToImport = [this](QWidget*) { return m_chosen; },
                             .fileToExport = [this](QWidget*) { return m_chosen; }});
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestSettingsWindow::cleanup()
{
    m_window.reset();
    m_settings.reset();
    common::keymap().resetAll();
}

void TestSettingsWindow::aSectionShowsItsRows()
{
    auto* sections = m_window->findChild<QListWidget*>(u"sections"_s);
    QVERIFY(sections->count() >= 5);
    QVERIFY(row("look/theme").isVisible());
    QVERIFY(!row("alarm/heard").isVisible());
    sections->setFocus();
    QTest::keyClick(sections, Qt::Key_Down);
    QVERIFY(!row("look/theme").isVisible());
    QVERIFY(row("alarm/heard").isVisible());
}

void TestSettingsWindow::theSearchGoesOverAllSections()
{
    type(u"token"_s);
    QVERIFY(row("receiving/tokenFile").isVisible());
    QVERIFY(row("team/secret").isVisible());
    QVERIFY(!row("look/theme").isVisible());
    type(u"theme dark"_s); // both words, of title and sentence
    QVERIFY(row("look/theme").isVisible());
    QVERIFY(!row("team/secret").isVisible());
    type(u"mode dark"_s); // as other programs call it, in any order
    QVERIFY(row("look/theme").isVisible());
    type(u"deutsch"_s); // what can be chosen
    QVERIFY(row("look/language").isVisible());
    type(u"qqqq"_s);
    auto* nothing = m_window->findChild<common::EmptyState*>();
    QVERIFY(nothing->isVisible());
    QTest::mouseClick(nothing->findChild<QPushButton*>(), Qt::LeftButton);
    QVERIFY(!nothing->isVisible());
    QVERIFY(row("look/theme").isVisible());
}

void TestSettingsWindow::aClickChangesAtOnceAndIsUndone()
{
    QVERIFY(!m_window->findChild<QPushButton*>(u"undo"_s)->isEnabled());
    type(u"alarm/heard"_s);
    auto& box = editor<QCheckBox>("alarm/heard");
    QVERIFY(box.isChecked());
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Space);
    QVERIFY(!m_settings->isAlarmHeard());
    QVERIFY(row("alarm/heard").findChild<QLabel*>(u"source"_s)->text().startsWith(u"yours"_s));
    click(u"undo"_s);
    QVERIFY(m_settings->isAlarmHeard());
    QVERIFY(box.isChecked());
    QVERIFY(!m_settings->layers().own(u"alarm/heard"_s)); // not even its default
    auto* panel = m_window->findChild<settingsview::SettingsPanel*>();
    QVERIFY(m_window->focusWidget() == panel->search()); // and not what imports
    QVERIFY(!m_window->findChild<QPushButton*>(u"undo"_s)->isEnabled());
    // Esc empties the search and then closes.
    QVERIFY(!panel->search()->text().isEmpty());
    QTest::keyClick(panel->search(), Qt::Key_Escape);
    QVERIFY(panel->search()->text().isEmpty() && m_window->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!m_window->isVisible());
}

void TestSettingsWindow::aTextIsTypedRefusedAndMended()
{
    type(u"receiving/http"_s);
    auto& line = editor<QLineEdit>("receiving/http");
    line.setFocus();
    line.selectAll();
    QTest::keyClicks(&line, u"nowhere"_s);
    QTest::keyClick(&line, Qt::Key_Return);
    auto* note = row("receiving/http").findChild<QLabel*>(u"note"_s);
    QVERIFY(note->isVisible() && note->text().contains(u"ADDRESS:PORT"_s));
    QCOMPARE(line.text(), u"nowhere"_s); // there to be mended
    QCOMPARE(m_settings->receiving().otlp, std::string("127.0.0.1:4318"));
    line.selectAll();
    QTest::keyClicks(&line, u"127.0.0.1:4318"_s); // what holds
    QTest::keyClick(&line, Qt::Key_Return);
    QVERIFY(!note->isVisible());
    line.selectAll();
    QTest::keyClicks(&line, u"127.0.0.1:5000"_s);
    QTest::keyClick(&line, Qt::Key_Return);
    QVERIFY(!note->isVisible());
    QCOMPARE(m_settings->receiving().otlp, std::string("127.0.0.1:5000"));
}

void TestSettingsWindow::aTextIsAskedForWhenTheWindowCloses()
{
    type(u"receiving/http"_s);
    auto& line = editor<QLineEdit>("receiving/http");
    const auto closeWith = [&](const QString& text) {
        line.setFocus();
        line.selectAll();
        QTest::keyClicks(&line, text);
        m_window->close();
    };
    closeWith(u"127.0.0.1:5001"_s);
    QCOMPARE(m_settings->receiving().otlp, std::string("127.0.0.1:5001"));
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    closeWith(u"nowhere"_s);
    m_window->show();
    QCOMPARE(line.text(), u"127.0.0.1:5001"_s); // what holds
}

void TestSettingsWindow::resetTakesTheOwnValueAway()
{
    auto* reset = row("look/theme").findChild<QPushButton*>(u"reset"_s);
    QVERIFY(!reset->isEnabled());
    auto& box = editor<QComboBox>("look/theme");
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_End);
    QVERIFY(m_settings->theme() == Settings::ThemeChoice::HighContrastDark);
    QVERIFY(reset->isEnabled());
    QTest::mouseClick(reset, Qt::LeftButton);
    QVERIFY(m_settings->theme() == Settings::ThemeChoice::System);
    QVERIFY(!reset->isEnabled());
    click(u"undo"_s);
    QVERIFY(m_settings->theme() == Settings::ThemeChoice::HighContrastDark);
}

void TestSettingsWindow::anImportShowsFirstAndIsOneStep()
{
    m_chosen = write(u"in.json"_s, R"({"plumbline_settings": 1, "settings":
        {"look/theme": "dark", "verdicts/peopleToConfirm": 2}})");
    click(u"import"_s);
    auto* changes = m_window->findChild<QListWidget*>(u"changes"_s);
    QVERIFY(changes->isVisible());
    QCOMPARE(changes->count(), 2);
    const QString told = changes->item(0)->text() + u'\n' + changes->item(1)->text();
    QVERIFY2(told.contains(u": As the system → Dark"_s), qPrintable(told)); // as its row has them
    QVERIFY(m_settings->theme() == Settings::ThemeChoice::System); // nothing yet
    click(u"cancelImport"_s);
    QVERIFY(!changes->isVisible());
    QVERIFY(m_settings->theme() == Settings::ThemeChoice::System);
    click(u"import"_s);
    click(u"takeOver"_s);
    QVERIFY(m_settings->theme() == Settings::ThemeChoice::Dark);
    QCOMPARE(m_settings->peopleToConfirm(), 2);
    click(u"undo"_s);
    QVERIFY(m_settings->theme() == Settings::ThemeChoice::System);
    QCOMPARE(m_settings->peopleToConfirm(), 1);
}

void TestSettingsWindow::anImportDoesNotSayWhoGetsASecret()
{
    m_chosen = write(u"evil.json"_s, R"({"plumbline_settings": 1, "settings": {"look/theme": "dark",
        "team/source": "https://evil.example/a.json", "team/secret": "OTLP"}})");
    click(u"import"_s);
    const auto* leftOut = m_window->findChild<QLabel*>(u"leftOut"_s);
    QVERIFY(leftOut->isVisible());
    QVERIFY2(leftOut->text().contains(u"https://evil.example/a.json"_s)
                 && leftOut->text().contains(u"OTLP"_s),
             qPrintable(leftOut->text()));
    QCOMPARE(m_window->findChild<QListWidget*>(u"changes"_s)->count(), 1);
    click(u"takeOver"_s);
    QVERIFY(m_settings->theme() == Settings::ThemeChoice::Dark);
    QCOMPARE(m_settings->layers().held(u"team/source"_s).value, QString());
    QCOMPARE(m_settings->layers().held(u"team/secret"_s).value, QString());
    click(u"import"_s); // the rest holds by now
    QVERIFY(leftOut->isVisible());
    QVERIFY(!m_window->findChild<QPushButton*>(u"takeOver"_s)->isVisible());
    click(u"cancelImport"_s);
}

void TestSettingsWindow::aBadFileChangesNothing()
{
    m_chosen = write(u"bad.json"_s, R"({"plumbline_settings": 1, "settings":
        {"look/theme": "dark", "verdicts/peopleToConfirm": 7}})");
    click(u"import"_s);
    auto* bar = m_window->findChild<common::MessageBar*>();
    QVERIFY(bar->isVisible());
    QVERIFY2(bar->text().contains(u"verdicts/peopleToConfirm"_s), qPrintable(bar->text()));
    QVERIFY(!m_window->findChild<settingsview::ImportPreview*>()->isVisible());
    QVERIFY(m_settings->theme() == Settings::ThemeChoice::System);
}

void TestSettingsWindow::anExportIsImportedAgain()
{
    QVERIFY(m_settings->setOwn(u"operator/name"_s, u"Ada"_s));
    m_chosen = m_folder.filePath(u"out.json"_s);
    click(u"export"_s);
    m_settings->removeOwn(u"operator/name"_s);
    click(u"import"_s);
    click(u"takeOver"_s);
    QCOMPARE(m_settings->layers().held(u"operator/name"_s).value, u"Ada"_s);
}

void TestSettingsWindow::keysAndLayoutsGoWithTheSettings()
{
    using common::KeyCommand;
    m_settings->setLayouts({{u"day"_s, u"{\"page/pages\":0}"_s}});
    m_chosen = write(u"extras.json"_s, R"({"plumbline_settings": 1, "settings": {},
        "keys": {"time.faster": "F8"}, "layouts": {"night": "{\"page/pages\":1}"}})");
    click(u"import"_s);
    auto* changes = m_window->findChild<QListWidget*>(u"changes"_s);
    QCOMPARE(changes->count(), 2);
    QVERIFY2(changes->item(1)->text().contains(u"night (new)"_s),
             qPrintable(changes->item(1)->text()));
    QCOMPARE(common::keymap().text(KeyCommand::Faster), u"Ctrl+>"_s); // nothing yet
    const QSignalSpy layouts(m_settings.get(), &Settings::layoutsChanged);
    click(u"takeOver"_s);
    QCOMPARE(common::keymap().text(KeyCommand::Faster), u"F8"_s);
    QCOMPARE(m_settings->keys(), (QVariantMap{{u"time.faster"_s, u"F8"_s}}));
    QCOMPARE(m_settings->layouts().keys(), (QStringList{u"day"_s, u"night"_s}));
    QCOMPARE(layouts.size(), 1);

    m_chosen = m_folder.filePath(u"extras-out.json"_s);
    click(u"export"_s);
    click(u"undo"_s);
    QCOMPARE(common::keymap().text(KeyCommand::Faster), u"Ctrl+>"_s);
    QVERIFY(m_settings->keys().isEmpty());
    QCOMPARE(m_settings->layouts().keys(), QStringList{u"day"_s});
    click(u"import"_s);
    click(u"takeOver"_s);
    QCOMPARE(common::keymap().text(KeyCommand::Faster), u"F8"_s);
    QCOMPARE(m_settings->layouts().size(), 2);
    click(u"import"_s); // it all holds by now
    QCOMPARE(changes->count(), 0);
}

void TestSettingsWindow::keysThatCannotBeChangeNothing()
{
    m_chosen = write(u"taken.json"_s, R"({"plumbline_settings": 1, "settings":
        {"look/theme": "dark"}, "keys": {"window.suspects": "3"}})");
    click(u"import"_s);
    auto* bar = m_window->findChild<common::MessageBar*>();
    QVERIFY2(bar->text().contains(u"3 is the key of “Trace”"_s), qPrintable(bar->text()));
    m_chosen = write(u"broken.json"_s, R"({"plumbline_settings": 1, "settings": {},
        "layouts": {"night": "{\"nothing\": true}"}})");
    click(u"import"_s);
    QVERIFY2(bar->text().contains(u"Layout night"_s), qPrintable(bar->text()));
    QVERIFY(!m_window->findChild<settingsview::ImportPreview*>()->isVisible());
    QVERIFY(m_settings->theme() == Settings::ThemeChoice::System);
    QCOMPARE(common::keymap().text(common::KeyCommand::ShowSuspects), u"2"_s);
}

void TestSettingsWindow::textsAndTimesAreOfTheirRange()
{
    const config::Setting& size = *config::find(u"look/textPercent"_s);
    QCOMPARE(size.least, common::kSmallestText);
    QCOMPARE(size.most, common::kLargestText);
    const notify::QuietRule usual;
    const notify::QuietRule rule = m_settings->quiet();
    QCOMPARE(rule.isOn, usual.isOn);
    QCOMPARE(rule.from, usual.from);
    QCOMPARE(rule.to, usual.to);
    QCOMPARE(rule.days, usual.days);
    QCOMPARE(rule.loudest, usual.loudest);

    type(u"quiet/from"_s);
    auto& edit = editor<QTimeEdit>("quiet/from");
    QCOMPARE(edit.time(), usual.from);
    edit.setFocus();
    edit.setCurrentSection(QDateTimeEdit::HourSection);
    QTest::keyClick(&edit, Qt::Key_Down);
    QCOMPARE(m_settings->quiet().from, QTime(21, 0));
    type(u"quiet/days"_s);
    auto& days = editor<QLineEdit>("quiet/days");
    days.setFocus();
    days.selectAll();
    QTest::keyClicks(&days, u"sat, sun"_s);
    QTest::keyClick(&days, Qt::Key_Return);
    QCOMPARE(m_settings->quiet().days, 0x60);
    click(u"undo"_s);
    QCOMPARE(m_settings->quiet().days, usual.days);
}

void TestSettingsWindow::theTeamIsNamedAndOverruled()
{
    QTemporaryDir team;
    QFile file(team.filePath(u"plumbline.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"plumbline_settings": 1, "settings":
        {"alarm/heard": false, "receiving/key": "/tmp/k", "look/sound": 1}})");
    file.close();
    QVERIFY(m_settings->setOwn(u"team/source"_s, team.path()));
    QTRY_VERIFY(!m_settings->isAlarmHeard());
    type(u"alarm/heard"_s);
    const auto* source = row("alarm/heard").findChild<QLabel*>(u"source"_s);
    const auto* note = row("alarm/heard").findChild<QLabel*>(u"note"_s);
    QVERIFY2(source->text().startsWith(u"team: "_s), qPrintable(source->text()));
    QVERIFY(note->isVisible() && note->text().contains(u"Set by the team"_s));
    QVERIFY(m_settings->receiving().files.key.empty());
    const auto* state = m_window->findChild<QLabel*>(u"teamState"_s);
    QVERIFY2(state->text().contains(u"look/sound"_s), qPrintable(state->text()));

    auto& box = editor<QCheckBox>("alarm/heard");
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Space);
    QVERIFY(m_settings->isAlarmHeard());
    QVERIFY(note->text().contains(u"The team says Off"_s));

    // The last that was read goes on to hold, and that is told.
    m_settings->removeOwn(u"alarm/heard"_s);
    QVERIFY(file.remove());
    type(u"team"_s);
    click(u"readTeam"_s);
    QTRY_VERIFY(!TeamReader::of(*m_settings).isReading());
    QVERIFY2(state->text().contains(u"last good copy"_s), qPrintable(state->text()));
    QVERIFY(!m_settings->isAlarmHeard());
    m_settings->removeOwn(u"team/source"_s);
    QVERIFY(m_settings->isAlarmHeard());
}

void TestSettingsWindow::missingSecretsAreTold()
{
    auto* keyring = m_window->findChild<QLabel*>(u"keyring"_s);
    QTRY_VERIFY(keyring->text().contains(u"no keyring"_s));
    auto* secrets = m_window->findChild<QTreeWidget*>(u"secrets"_s);
    const auto placeOf = [secrets](const QString& name) {
        const auto found = secrets->findItems(name, Qt::MatchExactly, 0);
        return found.isEmpty() ? QString() : found[0]->text(2);
    };
    QVERIFY2(placeOf(u"OTLP"_s).contains(u"not needed"_s), qPrintable(placeOf(u"OTLP"_s)));
    qputenv("PLUMBLINE_TOKEN_OTLP", "hunter2");
    m_window->hide();
    m_window->show(); // looks again
    QTRY_COMPARE(placeOf(u"OTLP"_s), u"Environment"_s);
    qunsetenv("PLUMBLINE_TOKEN_OTLP");
    for (const QLabel* label : m_window->findChildren<QLabel*>())
        QVERIFY(!label->text().contains(u"hunter2"_s));
}

void TestSettingsWindow::aMenuFollowsTheWindow()
{
    QAction action;
    int toggled = 0;
    keepChecked(&action, *m_settings, u"alarm/shown"_s,
                [this] { return m_settings->isAlarmShown(); });
    connect(&action, &QAction::toggled, this, [&](bool on) {
        ++toggled;
        m_settings->setAlarmShown(on);
    });
    QVERIFY(m_settings->setOwn(u"alarm/shown"_s, u"false"_s));
    QVERIFY(!action.isChecked());
    m_settings->removeOwn(u"alarm/shown"_s);
    QVERIFY(action.isChecked());
    QCOMPARE(toggled, 2);
    // What a menu repeats is nobody's own choice.
    QVERIFY(!m_settings->layers().own(u"alarm/shown"_s));
}

void TestSettingsWindow::everyEditorHasANameAndTakesTheFocus()
{
    for (const config::Setting& setting : config::schema()) {
        const QWidget* editor = row(setting.key).editor();
        QVERIFY2(!editor->accessibleName().isEmpty(), setting.key);
        QVERIFY2((editor->focusPolicy() & Qt::TabFocus) != 0, setting.key);
    }
    for (const auto* button : m_window->findChildren<QPushButton*>())
        QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty()
                || !button->isVisible());
}

void TestSettingsWindow::itIsOneWindowAndItsSearchHasTheFocus()
{
    m_window.reset();
    QWidget console;
    console.show();
    SettingsWindow::open(&console, *m_settings, m_theme);
    SettingsWindow::open(&console, *m_settings, m_theme);
    const auto windows = console.findChildren<SettingsWindow*>();
    QCOMPARE(windows.size(), 1);
    QVERIFY(windows[0]->isWindow() && !windows[0]->isModal());
    QCOMPARE(windows[0]->windowTitle(), u"Settings"_s);
    QVERIFY(QTest::qWaitForWindowActive(windows[0]));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_K);
    QCOMPARE(windows[0]->findChild<common::SearchLine*>()->text(), u"k"_s);
}

QTEST_MAIN(TestSettingsWindow)
#include "tst_settingswindow.moc"
