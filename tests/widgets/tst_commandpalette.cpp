// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/palette/commandpalette.h"

#include <QImage>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace Qt::StringLiterals;
using palette::CommandPalette;
using palette::Entry;
using palette::Scope;

class TestCommandPalette : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_window.reset(); }

    void typingFindsAndEnterChooses();
    void arrowsAndPagesMove();
    void escapeGivesTheFocusBack();
    void whatIsPressedOutsideClosesIt();
    void marksShowWhatWasTyped();
    void signsNarrowIt();
    void wordsComeBeforeScatteredLetters();
    void whatStandsInsideIsFoundLast();
    void whatCannotBeChosenSaysWhy();
    void recentOnesLead();
    void linksAreCopied();
    void whatIsFoundComesLast();
    void manyEntriesAreBounded();
    void everythingHasAName();
    void windowKeysStayOut();

private:
    Entry entry(const QString& title, Scope scope = Scope::Actions, bool isEnabled = true);
    void open(const QStringList& recent = {});
    void type(const QString& text);
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_line, static_cast<Qt::Key>(key), modifiers);
    }
    QString titleAt(int row) const { return m_palette->model().row(row).entry.title; }

    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<QMainWindow> m_window;
    CommandPalette* m_palette = nullptr;
    QLineEdit* m_line = nullptr;
    QListView* m_list = nullptr;
    QPushButton* m_first = nullptr;
    QPushButton* m_second = nullptr;
    std::vector<Entry> m_entries;
    QStringList m_chosen; // titles
};

void TestCommandPalette::init()
{
    m_window = std::make_unique<QMainWindow>();
    auto* central = new QWidget;
    auto* layout = new QVBoxLayout(central);
    m_first = new QPushButton(u"first"_s);
    m_second = new QPushButton(u"second"_s);
    layout->addWidget(m_first);
    layout->addStretch();
    layout->addWidget(m_second);
    m_window->setCentralWidget(central);
    m_window->resize(900, 700);
    m_palette = new CommandPalette(m_theme, m_window.get());
    m_line = m_palette->findChild<QLineEdit*>();
    m_list = m_palette->findChild<QListView*>();
    m_chosen.clear();
    m_entries = {entry(u"Open Recording…"_s), entry(u"Arm the Lever"_s),
                 entry(u"Unshelve Alarms"_s, Scope::Actions, false),
                 entry(u"checkout-bot"_s, Scope::Services),
                 entry(u"support-bot"_s, Scope::Services)};
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    m_second->setFocus();
    QTRY_VERIFY(m_second->hasFocus());
}

Entry TestCommandPalette::entry(const QString& title, Scope scope, bool isEnabled)
{
    return {.key = u"key:"_s + title,
            .scope = scope,
            .kind = u"Thing"_s,
            .title = title,
            .detail = u"Menu"_s,
            .isEnabled = isEnabled,
            .choose = [this, title] { m_chosen << title; }};
}

void TestCommandPalette::open(const QStringList& recent)
{
    m_palette->open(m_entries, recent);
    QVERIFY(m_palette->isVisible());
    QTRY_VERIFY(m_line->hasFocus());
}

void TestCommandPalette::type(const QString& text)
{
    m_line->clear();
    QTest::keyClicks(m_line, text);
}

void TestCommandPalette::typingFindsAndEnterChooses()
{
    open();
    QCOMPARE(m_palette->model().rowCount(), 5);
    QSignalSpy remembered(m_palette, &CommandPalette::chosen);
    type(u"bot sup"_s);
    QCOMPARE(m_palette->model().rowCount(), 1);
    press(Qt::Key_Return);
    QCOMPARE(m_chosen, QStringList{u"support-bot"_s});
    QCOMPARE(remembered.count(), 1);
    QCOMPARE(remembered.front().front().toString(), u"key:support-bot"_s);
    QVERIFY(!m_palette->isVisible());
    QVERIFY(m_second->hasFocus());
    // With the mouse.
    open();
    const QModelIndex second = m_palette->model().index(1, 0);
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, m_list->visualRect(second).center());
    QCOMPARE(m_chosen.back(), u"Arm the Lever"_s);
    QVERIFY(!m_palette->isVisible());
    // Nothing there is nothing to choose.
    open();
    type(u"qqqq"_s);
    QCOMPARE(m_palette->model().rowCount(), 0);
    QVERIFY(m_palette->standing().contains(u"Nothing found"_s));
    press(Qt::Key_Return);
    QCOMPARE(m_chosen.size(), 2);
    QVERIFY(m_palette->isVisible());
}

void TestCommandPalette::arrowsAndPagesMove()
{
    m_entries.clear();
    for (int i = 0; i < 60; ++i)
        m_entries.push_back(entry(u"Entry %1"_s.arg(i)));
    open();
    QCOMPARE(m_palette->currentRow(), 0);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    QCOMPARE(m_palette->currentRow(), 2);
    press(Qt::Key_Up);
    QCOMPARE(m_palette->currentRow(), 1);
    press(Qt::Key_Tab);
    QCOMPARE(m_palette->currentRow(), 2);
    press(Qt::Key_PageDown);
    const int paged = m_palette->currentRow();
    QVERIFY(paged > 5 && paged < 30);
    press(Qt::Key_PageUp);
    QCOMPARE(m_palette->currentRow(), 2);
    press(Qt::Key_End);
    QCOMPARE(m_palette->currentRow(), 59);
    QVERIFY(m_list->visualRect(m_list->currentIndex()).intersects(m_list->viewport()->rect()));
    press(Qt::Key_Down);
    QCOMPARE(m_palette->currentRow(), 0);
    press(Qt::Key_Up);
    QCOMPARE(m_palette->currentRow(), 59);
    press(Qt::Key_Home);
    QCOMPARE(m_palette->currentRow(), 0);
    press(Qt::Key_Down);
    QVERIFY(m_line->hasFocus()); // all the while
    type(u"entry 42"_s); // the best is current again
    QCOMPARE(m_palette->currentRow(), 0);
    QCOMPARE(titleAt(0), u"Entry 42"_s);
}

void TestCommandPalette::escapeGivesTheFocusBack()
{
    open();
    type(u"arm"_s);
    const QRect before = m_palette->geometry();
    type(u"qqqq"_s);
    QCOMPARE(m_palette->geometry(), before); // of one size whatever is found
    QSignalSpy searched(m_palette, &CommandPalette::searchWanted);
    press(Qt::Key_Escape);
    QVERIFY(!m_palette->isVisible());
    QVERIFY(m_second->hasFocus());
    QVERIFY(m_chosen.isEmpty());
    QVERIFY(!searched.isEmpty() && searched.back().front().toString().isEmpty());
    // Opened anew it is empty, also where it was open.
    open();
    QVERIFY(m_line->text().isEmpty());
    type(u"arm"_s);
    open();
    QVERIFY(m_line->text().isEmpty());
    press(Qt::Key_Escape);
    QVERIFY(m_second->hasFocus()); // not the line itself
}

void TestCommandPalette::whatIsPressedOutsideClosesIt()
{
    open();
    QTest::mouseClick(m_second, Qt::LeftButton);
    QVERIFY(!m_palette->isVisible());
    open();
    m_first->setFocus();
    QTRY_VERIFY(!m_palette->isVisible());
    QVERIFY(m_first->hasFocus()); // stays where somebody put it
    open();
    QTest::mouseClick(m_palette->findChild<QLabel*>(), Qt::LeftButton);
    QVERIFY(m_palette->isVisible()); // inside
    m_window->resize(500, 400);
    QTRY_VERIFY(m_palette->geometry().right() < 500);
    QVERIFY(m_palette->geometry().bottom() < 400);
}

void TestCommandPalette::marksShowWhatWasTyped()
{
    open();
    type(u"oprec"_s);
    QCOMPARE(titleAt(0), u"Open Recording…"_s);
    QCOMPARE(m_palette->model().row(0).titlePlaces, (std::vector<int>{0, 1, 5, 6, 7}));
    const auto picture = [this] {
        return m_list->viewport()->grab(m_list->visualRect(m_list->currentIndex())).toImage();
    };
    const QImage with = picture();
    type(u"o"_s);
    QCOMPARE(titleAt(0), u"Open Recording…"_s);
    QVERIFY(with != picture()); // fewer are marked
    // Where it is only found beside the title.
    type(u"menu arm"_s);
    QCOMPARE(titleAt(0), u"Arm the Lever"_s);
    QCOMPARE(m_palette->model().row(0).titlePlaces, (std::vector<int>{0, 1, 2}));
    QCOMPARE(m_palette->model().row(0).detailPlaces, (std::vector<int>{0, 1, 2, 3}));
}

void TestCommandPalette::wordsComeBeforeScatteredLetters()
{
    m_entries = {entry(u"Find what is retrieved and not cited"_s), entry(u"Time: Previous alarm"_s),
                 entry(u"Open Recording…"_s)};
    open();
    type(u"france"_s);
    QCOMPARE(m_palette->model().rowCount(), 0);
    type(u"tour"_s);
    QCOMPARE(m_palette->model().rowCount(), 0);
    type(u"recrding"_s); // a letter was left out
    QCOMPARE(m_palette->model().rowCount(), 1);
    QCOMPARE(titleAt(0), u"Open Recording…"_s);
    m_entries.push_back(entry(u"The recrding"_s)); // written so somewhere: the slip is none
    open();
    type(u"recrding"_s);
    QCOMPARE(m_palette->model().rowCount(), 1);
    QCOMPARE(titleAt(0), u"The recrding"_s);
}

void TestCommandPalette::whatStandsInsideIsFoundLast()
{
    for (int i = 0; i < 9; ++i) {
        m_entries.push_back(entry(u"Page %1"_s.arg(i)));
        m_entries.back().inside = {u"nothing of it"_s, u"Trip the breaker of the <b>service</b>"_s};
    }
    m_entries.push_back(entry(u"Breakfast"_s));
    open();
    type(u"break"_s);
    QCOMPARE(titleAt(0), u"Breakfast"_s);
    QCOMPARE(m_palette->model().rowCount(), 7); // six of nine: what a search finds comes after them
    QCOMPARE(titleAt(1), u"Page 0"_s);
    QCOMPARE(m_palette->model().row(1).entry.detail, u"Trip the breaker of the <b>service</b>"_s);
    type(u"reaker"_s); // begins no word
    QCOMPARE(m_palette->model().rowCount(), 0);
    type(u"th"_s); // two letters stand in everything: only what it is called is looked at
    for (int row = 0; row < m_palette->model().rowCount(); ++row)
        QVERIFY2(!titleAt(row).startsWith(u"Page"_s), qPrintable(titleAt(row)));
}

void TestCommandPalette::signsNarrowIt()
{
    open();
    const auto* hint = m_palette->findChild<QLabel*>(u"paletteHint"_s);
    QVERIFY(hint->text().contains(u"> actions"_s) && hint->text().contains(u"? help"_s));
    QSignalSpy searched(m_palette, &CommandPalette::searchWanted);
    type(u"@"_s);
    QCOMPARE(m_palette->model().rowCount(), 2);
    type(u"@ check"_s);
    QCOMPARE(m_palette->model().rowCount(), 1);
    QVERIFY(searched.back().front().toString().isEmpty()); // no search for a service
    type(u"> bot"_s);
    QCOMPARE(m_palette->model().rowCount(), 0);
    type(u">"_s);
    QCOMPARE(m_palette->model().rowCount(), 3);
    type(u"#"_s);
    QCOMPARE(m_palette->model().rowCount(), 0);
    QVERIFY(m_palette->standing().contains(u"at least 3"_s));
    type(u"#3f2a"_s);
    QCOMPARE(searched.back().front().toString(), u"3f2a"_s);
    // The help is chosen from, and goes on.
    type(u"?"_s);
    QCOMPARE(m_palette->model().rowCount(), 4);
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    QVERIFY(m_palette->isVisible());
    QCOMPARE(m_line->text(), u"@"_s);
    QCOMPARE(m_palette->model().rowCount(), 2);
}

void TestCommandPalette::whatCannotBeChosenSaysWhy()
{
    m_entries[0].isEnabled = false; // the first: stands last now
    m_entries[0].reason = u"nothing is open"_s;
    open();
    QCOMPARE(titleAt(0), u"Arm the Lever"_s);
    QCOMPARE(titleAt(3), u"Open Recording…"_s);
    type(u"open rec"_s);
    QVERIFY(m_palette->standing().contains(u"nothing is open"_s));
    press(Qt::Key_Return);
    QVERIFY(m_chosen.isEmpty());
    QVERIFY(m_palette->isVisible());
    QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {},
                      m_list->visualRect(m_palette->model().index(0, 0)).center());
    QVERIFY(m_chosen.isEmpty());
    // Whatever fits better.
    m_entries.push_back(entry(u"Reopen, cordially"_s));
    open();
    type(u"open"_s);
    QCOMPARE(titleAt(0), u"Reopen, cordially"_s);
    QCOMPARE(titleAt(1), u"Open Recording…"_s);
}

void TestCommandPalette::recentOnesLead()
{
    open({u"key:support-bot"_s, u"key:gone"_s, u"key:Arm the Lever"_s});
    QCOMPARE(titleAt(0), u"support-bot"_s);
    QCOMPARE(titleAt(1), u"Arm the Lever"_s);
    QCOMPARE(titleAt(2), u"Open Recording…"_s);
    // Not once something is typed: then what fits.
    type(u"bot"_s);
    QCOMPARE(titleAt(0), u"support-bot"_s); // shorter
    type(u"o"_s);
    QCOMPARE(titleAt(0), u"Open Recording…"_s);
}

void TestCommandPalette::linksAreCopied()
{
    m_entries[0].link = u"plumbline://open?page=health"_s;
    open();
    QSignalSpy wanted(m_palette, &CommandPalette::linkWanted);
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.front().front().toString(), u"plumbline://open?page=health"_s);
    QVERIFY(m_palette->standing().contains(u"copied"_s));
    press(Qt::Key_Down);
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(wanted.count(), 1);
    QVERIFY(m_palette->standing().contains(u"no link"_s));
    QVERIFY(m_chosen.isEmpty());
}

void TestCommandPalette::whatIsFoundComesLast()
{
    open();
    type(u"arm"_s);
    const int before = m_palette->model().rowCount();
    press(Qt::Key_Home);
    const int current = m_palette->currentRow();
    m_palette->setFound({entry(u"an alarm was raised"_s, Scope::Traces)}, u"Searching…"_s);
    QCOMPARE(m_palette->model().rowCount(), before + 1);
    QCOMPARE(m_palette->currentRow(), current); // nothing moved under it
    QCOMPARE(m_palette->standing(), u"Searching…"_s);
    // What is the same stays, what is new comes behind it.
    QSignalSpy removed(&m_palette->model(), &QAbstractItemModel::rowsRemoved);
    m_palette->setFound(
        {entry(u"an alarm was raised"_s, Scope::Traces), entry(u"harmless"_s, Scope::Traces)},
        u"2 found"_s);
    QCOMPARE(m_palette->model().rowCount(), before + 2);
    QCOMPARE(removed.count(), 0);
    QCOMPARE(m_palette->model().row(before).titlePlaces, (std::vector<int>{5, 6, 7}));
    m_palette->setFound({}, {});
    QCOMPARE(m_palette->model().rowCount(), before);
    // No sentences among the actions.
    type(u"> arm"_s);
    const int actions = m_palette->model().rowCount();
    m_palette->setFound({entry(u"an alarm was raised"_s, Scope::Traces)}, {});
    QCOMPARE(m_palette->model().rowCount(), actions);
}

void TestCommandPalette::manyEntriesAreBounded()
{
    m_entries.clear();
    for (int i = 0; i < 10'000; ++i)
        m_entries.push_back(entry(u"service number %1"_s.arg(i), Scope::Services));
    m_entries.push_back(entry(QString(100'000, u'<') + u"<b>bold</b>\u202E"_s, Scope::Services));
    open();
    QCOMPARE(m_palette->model().rowCount(), 200);
    QVERIFY(m_palette->standing().contains(u"The first 200 of 10,001"_s));
    type(u"9999"_s);
    QCOMPARE(m_palette->model().rowCount(), 1);
    type(u"<<<"_s);
    QCOMPARE(m_palette->model().rowCount(), 1);
    QVERIFY(!m_palette->grab().isNull()); // is drawn
}

void TestCommandPalette::everythingHasAName()
{
    open();
    QCOMPARE(pagetest::namelessWidgets(*m_palette), QStringList());
    m_entries[0].shortcut = u"Ctrl+O"_s;
    m_entries[0].isEnabled = false;
    m_entries[0].reason = u"nothing is open"_s;
    open();
    type(u"open rec"_s);
    const QString told = m_palette->model().index(0, 0).data(Qt::AccessibleTextRole).toString();
    for (const char* part : {"Open Recording…", "Thing", "Menu", "Ctrl+O", "nothing is open"})
        QVERIFY2(told.contains(QString::fromUtf8(part)), qPrintable(told));
    QCOMPARE(m_line->accessibleDescription(), told); // is heard where the focus is
}

// What the window does at a key alone it does not do while somebody types here.
void TestCommandPalette::windowKeysStayOut()
{
    int live = 0;
    int pages = 0;
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), m_window.get()), &QShortcut::activated,
            this, [&live] { ++live; });
    connect(new QShortcut(QKeySequence(Qt::Key_1), m_window.get()), &QShortcut::activated, this,
            [&pages] { ++pages; });
    open();
    QTest::keyClicks(m_line, u"1"_s);
    QCOMPARE(m_line->text(), u"1"_s);
    press(Qt::Key_Escape);
    QVERIFY(!m_palette->isVisible());
    QCOMPARE(live, 0);
    QCOMPARE(pages, 0);
    QTest::keyClick(m_second, Qt::Key_1);
    QCOMPARE(pages, 1);
}

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"
