// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"
#include "widgets/incident/entrydetails.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

#include <functional>
#include <memory>
#include <string>

using namespace Qt::StringLiterals;

class TestEntryDetails : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aLongWordIsNoWiderThanThePage();
    void aLowPageCutsNothing();
    void anotherEntryIsReadFromItsBeginning();

private:
    static telemetry::TimelineEntry entryOf(const std::string& text);
    QRect shownAt(QWidget* part) const; // within the details

    common::Theme m_theme{u"light"_s};
    std::unique_ptr<incident::EntryDetails> m_details;
    QScrollArea* m_scroll = nullptr;
};

void TestEntryDetails::init()
{
    m_theme.apply(*qApp);
    m_details = std::make_unique<incident::EntryDetails>(m_theme);
    m_details->resize(480, 150);
    m_details->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_details.get()));
    m_scroll = m_details->findChild<QScrollArea*>();
    QVERIFY(m_scroll != nullptr);
}

telemetry::TimelineEntry TestEntryDetails::entryOf(const std::string& text)
{
    telemetry::TimelineEntry entry;
    entry.kind = "note";
    entry.text = text;
    entry.actor = "ada";
    entry.hash = std::to_string(std::hash<std::string>{}(text));
    entry.payload = R"({"service":"shop","severity":1,"group":"I-0001"})";
    return entry;
}

QRect TestEntryDetails::shownAt(QWidget* part) const
{
    return {part->mapTo(m_details.get(), QPoint(0, 0)), part->size()};
}

void TestEntryDetails::aLongWordIsNoWiderThanThePage()
{
    m_details->setEntry(entryOf(std::string(2000, 'x')), QString(), {});
    QCoreApplication::processEvents();
    QCOMPARE(m_scroll->widget()->width(), m_scroll->viewport()->width());
    const auto* close = m_details->findChild<QToolButton*>();
    QVERIFY(close != nullptr && close->isVisible());
    QVERIFY(m_details->rect().contains(close->geometry()));
}

void TestEntryDetails::aLowPageCutsNothing()
{
    std::string text;
    for (int i = 0; i < 60; ++i)
        text += "word ";
    m_details->setEntry(entryOf(text), QString(), {});
    QCoreApplication::processEvents();
    const auto labels = m_scroll->findChildren<QLabel*>();
    QVERIFY(!labels.isEmpty());
    for (const QLabel* label : labels) {
        if (label->isVisible())
            QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                     qPrintable(label->text().left(20)));
    }
    // What is below can be scrolled to, also by keys.
    QScrollBar* bar = m_scroll->verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    QCOMPARE(m_scroll->focusPolicy(), Qt::TabFocus);
    QTest::keyClick(m_scroll, Qt::Key_PageDown);
    QVERIFY(bar->value() > 0);
    bar->setValue(bar->maximum());
    auto* payload = m_scroll->findChild<QPlainTextEdit*>();
    QVERIFY(payload != nullptr && payload->isVisible());
    QVERIFY(m_details->rect().contains(shownAt(payload).bottomLeft()));
    QVERIFY(payload->height() >= 3 * payload->fontMetrics().lineSpacing());
    // Where there is room nothing is scrolled.
    m_details->resize(480, 700);
    QTRY_COMPARE(bar->maximum(), 0);
    QCOMPARE(m_scroll->focusPolicy(), Qt::NoFocus);
}

void TestEntryDetails::anotherEntryIsReadFromItsBeginning()
{
    std::string text;
    for (int i = 0; i < 80; ++i)
        text += "word ";
    m_details->setEntry(entryOf(text), QString(), {});
    QCoreApplication::processEvents();
    QScrollBar* bar = m_scroll->verticalScrollBar();
    bar->setValue(bar->maximum());
    const int place = bar->value();
    QVERIFY(place > 0);
    m_details->setEntry(entryOf(text), u"for the report"_s, {}); // the same, marked meanwhile
    QVERIFY(bar->value() > 0);
    m_details->setEntry(entryOf(text + "more"), QString(), {});
    QCOMPARE(bar->value(), 0);
}

QTEST_MAIN(TestEntryDetails)
#include "tst_entrydetails.moc"
