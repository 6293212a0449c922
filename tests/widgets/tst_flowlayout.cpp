// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/elidedlabel.h"
#include "widgets/common/flowlayout.h"

#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

// What keeps many or long things from making a window wide.
class TestFlowLayout final : public QObject
{
    Q_OBJECT

private slots:
    void manyGoIntoTheNextLine();
    void whatIsHiddenTakesNoRoom();
    void longTextAsksForLittle();
};

void TestFlowLayout::manyGoIntoTheNextLine()
{
    QWidget row;
    auto* flow = new common::FlowLayout(8, &row);
    QList<QPushButton*> buttons;
    for (int i = 0; i < 6; ++i) {
        buttons << new QPushButton(u"Only something %1"_s.arg(i), &row);
        flow->addWidget(buttons.back());
    }
    const int one = buttons[0]->sizeHint().width();
    QVERIFY(row.minimumSizeHint().width() < 2 * one);
    row.resize(3 * one, flow->heightForWidth(3 * one));
    row.show();
    QCOMPARE(buttons[1]->y(), buttons[0]->y());
    QVERIFY(buttons[2]->y() > buttons[0]->geometry().bottom());
    for (const auto* button : buttons) {
        QVERIFY(row.rect().contains(button->geometry()));
        QCOMPARE(button->width(), button->sizeHint().width());
    }
    QVERIFY(flow->heightForWidth(8 * one) < flow->heightForWidth(3 * one));
    QVERIFY(flow->heightForWidth(3 * one) < flow->heightForWidth(one));
}

void TestFlowLayout::whatIsHiddenTakesNoRoom()
{
    QWidget row;
    auto* flow = new common::FlowLayout(8, &row);
    auto* first = new QPushButton(u"first"_s, &row);
    auto* second = new QPushButton(u"second"_s, &row);
    flow->addWidget(first);
    flow->addWidget(second);
    first->hide();
    row.resize(300, 40);
    row.show();
    QCOMPARE(second->x(), 0);
    delete flow->takeAt(0);
    QCOMPARE(flow->count(), 1);
    QVERIFY(flow->takeAt(1) == nullptr && flow->itemAt(-1) == nullptr);
}

void TestFlowLayout::longTextAsksForLittle()
{
    common::ElidedLabel label;
    label.setText(u"short\n"_s + QString(400, u'w'));
    QVERIFY(label.sizeHint().width() > 1000);
    QVERIFY(label.minimumSizeHint().width() < 120);
    label.resize(label.sizeHint());
    QVERIFY(!label.isCut());
    label.resize(200, label.height());
    QVERIFY(label.isCut());
    label.setText(u"short"_s);
    QVERIFY(!label.isCut());
}

QTEST_MAIN(TestFlowLayout)
#include "tst_flowlayout.moc"
