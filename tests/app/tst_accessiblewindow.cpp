// SPDX-License-Identifier: GPL-3.0-or-later

// The whole window as a screen reader gets it, without one.

#include "tests/app/accessiblefixture.h"
#include "tests/widgets/accessibletexts.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/accessible/parts.h"
#include "widgets/common/theme.h"
#include "widgets/explore/explorepage.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/spread/spreadpage.h"
#include "widgets/timeline/overview.h"
#include "widgets/triage/suspectspage.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QPointer>
#include <QScrollArea>
#include <QTabWidget>
#include <QTest>
#include <QTimer>

#include <memory>
#include <set>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using namespace accesstest;

namespace {

QString described(QAccessibleInterface& element)
{
    const QString kind = element.object() != nullptr
        ? QString::fromLatin1(element.object()->metaObject()->className())
        : u"part"_s;
    return u"%1 '%2' role %3"_s.arg(kind, element.text(QAccessible::Name).left(60))
        .arg(int(element.role()), 0, 16);
}

bool canBePressed(QAccessibleInterface& element)
{
    auto* actions = element.actionInterface();
    return actions != nullptr && actions->actionNames().contains(pressAction());
}

bool isSeen(QAccessibleInterface& element)
{
    const auto* widget = qobject_cast<QWidget*>(element.object());
    return !element.state().invisible && (widget == nullptr || widget->isVisible());
}

bool isPartOfPainted(QAccessibleInterface& element)
{
    auto* parent = element.object() == nullptr ? element.parent() : nullptr;
    return parent != nullptr && dynamic_cast<accessible::Parts*>(parent->object()) != nullptr;
}

// What takes keys of its own: not what passes them on to something in it.
bool takesKeys(QAccessibleInterface& element)
{
    const auto* widget = qobject_cast<QWidget*>(element.object());
    return element.state().focusable && widget != nullptr && widget->focusProxy() == nullptr;
}

QStringList unique(QStringList list)
{
    list.removeDuplicates();
    return list;
}

} // namespace

class TestAccessibleWindow : public QObject
{
    Q_OBJECT

private slots:
    void allThatCanBeUsedHasNameAndRole_data() { pages(); }
    void allThatCanBeUsedHasNameAndRole();
    void siblingsDifferByName_data() { pages(); }
    void siblingsDifferByName();
    void valuesLieWithinTheirRanges_data() { pages(); }
    void valuesLieWithinTheirRanges();
    void partsAgreeWithTheirWidgets_data() { pages(); }
    void partsAgreeWithTheirWidgets();
    void rowsAreToldInWords_data() { pages(); }
    void rowsAreToldInWords();
    void interfacesDoNotOutliveTheirWindow();
    void pagesFollowTheTextSize();

private:
    static void pages();
    std::unique_ptr<Shown> onPage(int page);

    const pagetest::Recording m_recording;
    const fleettest::Fleet m_fleet;
    common::Theme m_theme{u"dark"_s};
};

void TestAccessibleWindow::pages()
{
    QTest::addColumn<int>("page");
    const QStringList names{u"Health"_s,   u"Suspects"_s, u"Trace"_s, u"Explore"_s,
                            u"Incident"_s, u"Sources"_s,  u"Spread"_s};
    for (int i = 0; i < names.size(); ++i)
        QTest::newRow(qPrintable(names[i])) << i;
}

std::unique_ptr<Shown> TestAccessibleWindow::onPage(int page)
{
    auto shown = std::make_unique<Shown>(m_recording.path(), m_theme);
    shown->window->openTrace(pagetest::spanKey(1, 3).trace, pagetest::spanKey(1, 3).span);
    shown->window->findChild<QTabWidget*>(u"pages"_s)->setCurrentIndex(page);
    shown->window->show();
    QTest::qWait(600); // what is read in the background
    return shown;
}

void TestAccessibleWindow::allThatCanBeUsedHasNameAndRole()
{
    QFETCH(int, page);
    const auto shown = onPage(page);
    QStringList wrong;
    int usable = 0;
    const pagetest::AccessibleWalk walk(
        *shown->window, [&](QAccessibleInterface& element, const QString& path) {
            if (!isSeen(element) || !(takesKeys(element) || isPartOfPainted(element)))
                return;
            ++usable;
            const QString where = path.section(u'/', -4) + u": "_s + described(element);
            if (element.text(QAccessible::Name).trimmed().isEmpty())
                wrong << where + u" has no name"_s;
            // Qt calls its own areas that scroll clients.
            const bool isQtsArea = qobject_cast<QScrollArea*>(element.object()) != nullptr;
            const bool isRoleless = element.role() == QAccessible::NoRole
                || (element.role() == QAccessible::Client && !isQtsArea);
            if (isRoleless)
                wrong << where + u" has no role"_s;
        });
    QVERIFY2(walk.count() > 100 && walk.count() < pagetest::AccessibleWalk::kMostElements,
             qPrintable(QString::number(walk.count())));
    QVERIFY2(usable > 15, qPrintable(QString::number(usable)));
    QVERIFY2(wrong.isEmpty(), qPrintable(unique(wrong).join(u'\n')));
}

void TestAccessibleWindow::siblingsDifferByName()
{
    QFETCH(int, page);
    const auto shown = onPage(page);
    QStringList wrong;
    int compared = 0;
    const pagetest::AccessibleWalk walk(
        *shown->window, [&](QAccessibleInterface& element, const QString& path) {
            // Rows of a list are told apart by where they stand.
            if (qobject_cast<QAbstractItemView*>(element.object()) != nullptr)
                return;
            std::set<QString> names;
            for (int i = 0; i < qMin(element.childCount(), pagetest::AccessibleWalk::kMostChildren);
                 ++i) {
                auto* child = element.child(i);
                if (child == nullptr || !isSeen(*child) || !canBePressed(*child))
                    continue;
                ++compared;
                const QString name =
                    child->text(QAccessible::Name) + u'\n' + child->text(QAccessible::Description);
                if (!names.insert(name).second)
                    wrong << path.section(u'/', -3) + u": "_s + described(*child);
            }
        });
    QVERIFY(compared > 10);
    QVERIFY2(wrong.isEmpty(), qPrintable(unique(wrong).join(u'\n')));
}

void TestAccessibleWindow::valuesLieWithinTheirRanges()
{
    QFETCH(int, page);
    const auto shown = onPage(page);
    QStringList wrong;
    int values = 0;
    const pagetest::AccessibleWalk walk(
        *shown->window, [&](QAccessibleInterface& element, const QString&) {
            auto* value = element.valueInterface();
            if (value == nullptr || !isSeen(element))
                return;
            ++values;
            const double least = value->minimumValue().toDouble();
            const double most = value->maximumValue().toDouble();
            const double current = value->currentValue().toDouble();
            if (!(least <= current && current <= most))
                wrong << u"%1: %2 is not in %3..%4"_s.arg(described(element))
                             .arg(current)
                             .arg(least)
                             .arg(most);
        });
    QVERIFY(values > 0);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestAccessibleWindow::partsAgreeWithTheirWidgets()
{
    QFETCH(int, page);
    const auto shown = onPage(page);
    QStringList wrong;
    int painted = 0;
    const pagetest::AccessibleWalk walk(
        *shown->window, [&](QAccessibleInterface& element, const QString&) {
            const auto* parts = dynamic_cast<accessible::Parts*>(element.object());
            if (parts == nullptr)
                return;
            ++painted;
            if (element.childCount() < parts->partCount())
                wrong << described(element) + u": fewer children than parts"_s;
            if (parts->chosenPart() >= parts->partCount())
                wrong << described(element) + u": a part is chosen that is not there"_s;
            for (int i = 0; i < element.childCount(); ++i) {
                auto* child = element.child(i);
                if (child == nullptr || !child->isValid() || element.indexOfChild(child) != i
                    || child->parent() != &element)
                    wrong << u"%1: child %2"_s.arg(described(element)).arg(i);
            }
        });
    QVERIFY(painted > 2);
    QVERIFY2(wrong.isEmpty(), qPrintable(unique(wrong).join(u'\n')));
}

void TestAccessibleWindow::rowsAreToldInWords()
{
    QFETCH(int, page);
    const auto shown = onPage(page);
    QStringList wrong;
    int rows = 0;
    for (const auto* view : shown->window->findChildren<QAbstractItemView*>()) {
        if (!view->isVisible() || view->model() == nullptr)
            continue;
        const QAbstractItemModel& model = *view->model();
        for (int row = 0; row < qMin(model.rowCount(view->rootIndex()), 100); ++row) {
            ++rows;
            QString told;
            for (int column = 0; column < model.columnCount(view->rootIndex()); ++column) {
                const QModelIndex index = model.index(row, column, view->rootIndex());
                // As Qt's own interfaces of lists and tables take it.
                QString text = index.data(Qt::AccessibleTextRole).toString();
                if (text.isEmpty())
                    text = index.data(Qt::DisplayRole).toString();
                told += text.trimmed();
            }
            if (told.isEmpty())
                wrong << u"%1 '%2' row %3"_s.arg(QLatin1String(view->metaObject()->className()),
                                                 view->accessibleName(), QString::number(row));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    QVERIFY(rows > 0); // the fleet is beside every page
}

void TestAccessibleWindow::interfacesDoNotOutliveTheirWindow()
{
    std::vector<QAccessible::Id> ids;
    {
        const auto shown = onFleet(m_fleet, m_theme, 600);
        QTRY_VERIFY(!shown->window->findChild<timeline::Overview*>()->marks().empty());
        const pagetest::AccessibleWalk walk(
            *shown->window, [&](QAccessibleInterface& element, const QString&) {
                if (element.object() != nullptr || isPartOfPainted(element))
                    ids.push_back(QAccessible::uniqueId(&element));
            });
    }
    QVERIFY(ids.size() > 100);
    int left = 0;
    for (const QAccessible::Id id : ids) {
        auto* element = QAccessible::accessibleInterface(id);
        left += element != nullptr && element->isValid() ? 1 : 0;
    }
    QCOMPARE(left, 0);
}

// While they are shown, and those that are not.
void TestAccessibleWindow::pagesFollowTheTextSize()
{
    m_theme.choose({.theme = u"dark"_s}, *qApp);
    const auto shown = onPage(0);
    const std::vector<const QWidget*> pages{shown->window->findChild<explore::ExplorePage*>(),
                                            shown->window->findChild<spreadview::SpreadPage*>(),
                                            shown->window->findChild<triage::SuspectsPage*>(),
                                            shown->window->findChild<incident::TimelinePage*>()};
    std::vector<std::pair<QPointer<QLabel>, int>> labels;
    for (const QWidget* page : pages) {
        QVERIFY(page != nullptr);
        for (QLabel* label : page->findChildren<QLabel*>())
            labels.emplace_back(label, label->font().pixelSize());
    }
    QVERIFY(labels.size() > 15);
    m_theme.choose({.theme = u"dark"_s, .textPercent = 150}, *qApp);
    QTest::qWait(0); // the application's font comes with an event
    QStringList wrong;
    for (const auto& [label, before] : labels) {
        if (label != nullptr && label->font().pixelSize() != qRound(before * 1.5))
            wrong << u"%1: '%2' from %3 to %4"_s.arg(
                QLatin1StringView(label->parentWidget()->metaObject()->className()),
                label->text().left(40), QString::number(before),
                QString::number(label->font().pixelSize()));
    }
    m_theme.choose({.theme = u"dark"_s}, *qApp);
    QVERIFY2(wrong.isEmpty(), qPrintable(unique(wrong).join(u'\n')));
}

QTEST_MAIN(TestAccessibleWindow)
#include "tst_accessiblewindow.moc"
