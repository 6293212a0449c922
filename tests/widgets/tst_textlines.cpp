// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/textlines.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;

class TestTextLines final : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatFits();
    void marksWhatIsLeftOut();
    void theTailIsKept();
    void keepsANumberWithItsUnit();
    void breaksAWordThatIsTooLong();
    void drawsNothingOutsideItsBox();
};

void TestTextLines::keepsWhatFits()
{
    QCOMPARE(common::wrappedLines(u"one line"_s, QFont(), 500, 2), QStringList{u"one line"_s});
    QVERIFY(common::wrappedLines(QString(), QFont(), 500, 2).join(u""_s).isEmpty());
    const QStringList lines = common::wrappedLines(
        u"alpha beta"_s, QFont(), QFontMetricsF(QFont()).horizontalAdvance(u"alpha bet"_s), 2);
    QCOMPARE(lines, (QStringList{u"alpha"_s, u"beta"_s}));
}

void TestTextLines::marksWhatIsLeftOut()
{
    const double width = QFontMetricsF(QFont()).horizontalAdvance(u"alpha beta"_s) + 1;
    const QStringList lines =
        common::wrappedLines(u"alpha beta gamma delta epsilon zeta"_s, QFont(), width, 2);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.first(), u"alpha beta"_s);
    QVERIFY2(lines.last().endsWith(u'…'), qPrintable(lines.last()));
}

// The newest figure stands at the end of a long sentence, and is what one looks for.
void TestTextLines::theTailIsKept()
{
    const QString text = u"alpha beta gamma delta epsilon zeta eta theta iota kappa"_s;
    const QString tail = u" · newest minute: 47 %"_s;
    const QFontMetricsF metrics{QFont()};
    const double width = metrics.horizontalAdvance(text + tail) / 3;
    const QStringList lines = common::wrappedLines(text, tail, QFont(), width, 2);
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines.last().endsWith(u"newest minute: 47 %"_s), qPrintable(lines.join(u'/')));
    QVERIFY(lines.join(u' ').contains(u"… ·"_s)); // and what was left out is told
    // With room for all of it nothing is left out.
    const QStringList all = common::wrappedLines(text, tail, QFont(), 4 * width, 2);
    QCOMPARE(all.join(u' '), text + tail);
}

void TestTextLines::keepsANumberWithItsUnit()
{
    const QString text =
        u"answers fail: 12 % since 02:41 UTC, was 1.8 %; it began 4 min after a change of 3 models"_s;
    const double widest = QFontMetricsF(QFont()).horizontalAdvance(text);
    for (double width = 110; width < widest; width += 3) {
        const QStringList lines = common::wrappedLines(text, QFont(), width, 40);
        for (const QString& line : lines) {
            for (const QString& unit : {u"%"_s, u"UTC"_s, u"min"_s})
                QVERIFY2(!line.startsWith(unit), qPrintable(lines.join(u" / "_s)));
        }
        QCOMPARE(lines.join(u' '), text); // as it was given
    }
}

void TestTextLines::breaksAWordThatIsTooLong()
{
    const QStringList lines = common::wrappedLines(QString(400, u'x'), QFont(), 100, 3);
    QCOMPARE(lines.size(), 3);
    for (const QString& line : lines)
        QVERIFY(QFontMetricsF(QFont()).horizontalAdvance(line) <= 101);
}

void TestTextLines::drawsNothingOutsideItsBox()
{
    QImage image(200, 90, QImage::Format_RGB32);
    image.fill(Qt::white);
    {
        QPainter painter(&image);
        painter.setPen(Qt::black);
        common::drawWrapped(painter, QRectF(0, 27, 200, 36), u"word "_s.repeated(80), 2);
    }
    bool isInside = false;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const bool isDrawn = image.pixelColor(x, y) != QColor(Qt::white);
            QVERIFY2(!isDrawn || (y >= 27 && y < 63), qPrintable(u"row %1"_s.arg(y)));
            isInside = isInside || isDrawn;
        }
    }
    QVERIFY(isInside);
}

QTEST_MAIN(TestTextLines)
#include "tst_textlines.moc"
