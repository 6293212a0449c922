// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QImage>
#include <QPalette>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOption>
#include <QTest>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {

// How many pixels have exactly this colour.
int inkOf(const QImage& image, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
    }
    return count;
}

bool isLike(const QColor& left, const QColor& right)
{
    constexpr int rounding = 4; // of what is painted smoothly
    return std::abs(left.red() - right.red()) <= rounding
        && std::abs(left.green() - right.green()) <= rounding
        && std::abs(left.blue() - right.blue()) <= rounding;
}

} // namespace

// What is entered or chosen in, as the style paints it.
class TestFieldStyle : public QObject
{
    Q_OBJECT

private slots:
    void numberFieldsHaveAnEdge();
    void aBoxForgetsThePointerWithItsList();
};

// Numbers and times are entered in fields like texts: of the edge that a text field has.
void TestFieldStyle::numberFieldsHaveAnEdge()
{
    for (const QString& name : {u"dark"_s, u"light"_s}) {
        const common::Theme theme(name);
        theme.apply(*qApp);
        QSpinBox box;
        box.resize(box.sizeHint());
        const QImage image = box.grab().toImage();
        const QColor edge = box.palette().color(QPalette::Dark);
        QVERIFY(!isLike(edge, box.palette().color(QPalette::Base)));
        QVERIFY(!isLike(edge, box.palette().color(QPalette::Window)));
        QVERIFY(isLike(image.pixelColor(0, image.height() / 2), edge));
        QVERIFY(isLike(image.pixelColor(image.width() - 1, image.height() / 2), edge));
        QVERIFY(isLike(image.pixelColor(image.width() / 2, 0), edge));
        // With arrows that can be seen.
        const QColor ground = box.palette().color(QPalette::Base);
        QStyleOptionSpinBox option;
        option.initFrom(&box);
        option.subControls = QStyle::SC_All;
        option.frame = true;
        for (const QStyle::SubControl arrow : {QStyle::SC_SpinBoxUp, QStyle::SC_SpinBoxDown}) {
            const QRect room =
                qApp->style()->subControlRect(QStyle::CC_SpinBox, &option, arrow, &box);
            QVERIFY(!room.isEmpty());
            QVERIFY(inkOf(image.copy(room.adjusted(2, 2, -2, -2)), ground)
                    < (room.width() - 4) * (room.height() - 4));
        }
    }
}

// Opened by the pointer, left while its list was open: it does not stay as under the pointer.
void TestFieldStyle::aBoxForgetsThePointerWithItsList()
{
    const common::Theme theme(u"dark"_s);
    theme.apply(*qApp);
    QComboBox box;
    box.addItems({u"one"_s, u"two"_s});
    box.show();
    box.setAttribute(Qt::WA_UnderMouse);
    box.showPopup();
    QVERIFY(box.view()->isVisible());
    box.hidePopup();
    QTRY_VERIFY(!box.view()->isVisible());
    QVERIFY(!box.underMouse());
}

QTEST_MAIN(TestFieldStyle)
#include "tst_fieldstyle.moc"
