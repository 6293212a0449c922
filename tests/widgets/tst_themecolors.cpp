// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/colormeasures.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include "widgets/trace/evidencemarks.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <array>
#include <functional>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using common::ColorRole;
using common::Theme;
using health::HealthState;

namespace {

// Two series of one chart, and those that come next to one another in it.
constexpr double kSeriesApart = 9;
constexpr double kNeighboursApart = 11.5;
// What also differs by its shape.
constexpr double kStatesApart = 6;
// For those who see all colours.
constexpr double kUsuallyApart = 13;

constexpr std::array kStates{ColorRole::Severity1, ColorRole::Severity2, ColorRole::Severity3,
                             ColorRole::Severity4, ColorRole::Well,      ColorRole::Unknown};
constexpr std::array kEvidence{ColorRole::EvidenceSupported, ColorRole::EvidenceWeak,
                               ColorRole::EvidenceContradicted, ColorRole::EvidenceAbsent,
                               ColorRole::EvidenceTruncated};
constexpr std::array kModes{ColorRole::ModeLive, ColorRole::ModeFixed, ColorRole::ModeReplay};

// Where there is ink, whatever its colour.
QByteArray shapeOf(const std::function<void(QPainter&, const QRectF&)>& paint)
{
    QImage image(32, 32, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.scale(2, 2);
    paint(painter, QRectF(0, 0, 16, 16));
    painter.end();
    QByteArray mask;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            mask += qAlpha(image.pixel(x, y)) > 127 ? '#' : '.';
    }
    return mask;
}

int pixelsApart(const QByteArray& left, const QByteArray& right)
{
    int count = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        count += left[i] == right[i] ? 0 : 1;
    return count;
}

} // namespace

class TestThemeColors : public QObject
{
    Q_OBJECT

private slots:
    void differencesAreThoseOfThePaper();
    void textKeepsItsContrast_data();
    void textKeepsItsContrast();
    void marksKeepTheirContrast_data() { textKeepsItsContrast_data(); }
    void marksKeepTheirContrast();
    void filledControlsCanBeRead_data() { textKeepsItsContrast_data(); }
    void filledControlsCanBeRead();
    void seriesDifferForEverySight_data() { textKeepsItsContrast_data(); }
    void seriesDifferForEverySight();
    void statesDifferForEverySight_data() { textKeepsItsContrast_data(); }
    void statesDifferForEverySight();
    void severityIsNeverToldByColourAlone();
    void evidenceIsNeverToldByColourAlone();
};

void TestThemeColors::differencesAreThoseOfThePaper()
{
    // Of the table of test data that comes with the paper.
    const auto near = [](double value, double wanted) { return std::abs(value - wanted) < 0.0001; };
    using colors::difference;
    QVERIFY(near(difference({50, 2.6772, -79.7751}, {50, 0, -82.7485}), 2.0425));
    QVERIFY(near(difference({50, 2.5, 0}, {73, 25, -18}), 27.1492));
    QVERIFY(near(difference({50, -1, 2}, {50, 0, 0}), 2.3669));
    QVERIFY(near(difference({22.7233, 20.0904, -46.6940}, {23.0331, 14.9730, -42.5619}), 2.0373));
    // Pure red and pure green of the same lightness fall together without red's receptors.
    QVERIFY(
        colors::difference(QColor(150, 110, 0), QColor(100, 125, 0), colors::Sight::Deuteranopia)
        < colors::difference(QColor(150, 110, 0), QColor(100, 125, 0), colors::Sight::Usual) / 2);
}

void TestThemeColors::textKeepsItsContrast_data()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : Theme::names())
        QTest::newRow(qPrintable(name)) << name;
}

void TestThemeColors::textKeepsItsContrast()
{
    QFETCH(const QString, name);
    const Theme theme(name);
    const bool isHigh = name.startsWith("high-contrast"_L1);
    QCOMPARE(theme.isHighContrast(), isHigh);
    std::vector<ColorRole> inks{ColorRole::TextPrimary, ColorRole::TextSecondary,
                                ColorRole::Accent};
    inks.insert(inks.end(), kStates.begin(), kStates.end());
    inks.insert(inks.end(), kEvidence.begin(), kEvidence.end());
    inks.insert(inks.end(), kModes.begin(), kModes.end());
    const auto check = [&theme](ColorRole ink, ColorRole surface, double least) {
        const double ratio = colors::contrast(theme.color(ink), theme.color(surface));
        const QString told = u"%1: %2 on %3 is %4, not %5"_s.arg(
            theme.name(), common::colorRoleName(ink), common::colorRoleName(surface),
            QString::number(ratio, 'f', 2), QString::number(least));
        return ratio >= least ? QString() : told;
    };
    // Selected (3) and hovered (2) included.
    for (const auto surface :
         {ColorRole::Surface0, ColorRole::Surface1, ColorRole::Surface2, ColorRole::Surface3}) {
        for (const ColorRole ink : inks)
            QCOMPARE(check(ink, surface, isHigh ? 7 : 4.5), QString());
        // What is not to be used now, and what is grey for good, can be read all the same; a row of
        // it that is selected is at least seen.
        const bool isSelection = surface == ColorRole::Surface3;
        QCOMPARE(check(ColorRole::TextDisabled, surface, isSelection && !isHigh ? 3 : 4.5),
                 QString());
    }
    QVERIFY(colors::contrast(theme.color(ColorRole::TextDisabled), theme.color(ColorRole::Surface0))
            < colors::contrast(theme.color(ColorRole::TextSecondary),
                               theme.color(ColorRole::Surface0)));
}

void TestThemeColors::marksKeepTheirContrast()
{
    QFETCH(const QString, name);
    const Theme theme(name);
    const double least = theme.isHighContrast() ? 4.5 : 3;
    const auto check = [&theme](ColorRole mark, ColorRole surface, double wanted) {
        const double ratio = colors::contrast(theme.color(mark), theme.color(surface));
        return ratio >= wanted
            ? QString()
            : u"%1: %2 on %3 is %4"_s.arg(theme.name(), common::colorRoleName(mark),
                                          common::colorRoleName(surface),
                                          QString::number(ratio, 'f', 2));
    };
    for (const auto surface :
         {ColorRole::Surface0, ColorRole::Surface1, ColorRole::Surface2, ColorRole::Surface3}) {
        QCOMPARE(check(ColorRole::Edge, surface, least), QString());
        for (int i = 0; i < common::kSeriesColors; ++i)
            QCOMPARE(check(static_cast<ColorRole>(static_cast<int>(ColorRole::Series1) + i),
                           surface, least),
                     QString());
        // A hairline only parts; in high contrast it is what shows where a thing ends.
        if (theme.isHighContrast())
            QCOMPARE(check(ColorRole::Line, surface, 3), QString());
    }
}

void TestThemeColors::filledControlsCanBeRead()
{
    QFETCH(const QString, name);
    const Theme theme(name);
    // Buttons, badges and boxes that are filled are written on in the colour of the window.
    const double least = theme.isHighContrast() ? 7 : 4.5;
    for (const auto fill :
         {ColorRole::Severity1, ColorRole::Severity2, ColorRole::Severity3, ColorRole::Severity4,
          ColorRole::ModeFixed, ColorRole::ModeLive, ColorRole::ModeReplay, ColorRole::Accent}) {
        const double ratio = colors::contrast(theme.color(ColorRole::Surface0), theme.color(fill));
        QVERIFY2(ratio >= least,
                 qPrintable(u"%1: %2"_s.arg(common::colorRoleName(fill)).arg(ratio)));
    }
}

void TestThemeColors::seriesDifferForEverySight()
{
    QFETCH(const QString, name);
    const Theme theme(name);
    for (const auto sight : colors::kSights) {
        for (int i = 0; i < common::kSeriesColors; ++i) {
            for (int k = 0; k < i; ++k) {
                const double apart = colors::difference(theme.series(i), theme.series(k), sight);
                const double least = sight == colors::Sight::Usual ? kUsuallyApart
                    : i - k == 1                                   ? kNeighboursApart
                                                                   : kSeriesApart;
                QVERIFY2(apart >= least,
                         qPrintable(u"series %1 and %2 of sight %3: %4"_s.arg(k + 1)
                                        .arg(i + 1)
                                        .arg(static_cast<int>(sight))
                                        .arg(apart)));
            }
        }
    }
}

void TestThemeColors::statesDifferForEverySight()
{
    QFETCH(const QString, name);
    const Theme theme(name);
    const auto check = [&theme](const auto& roles) {
        for (const auto sight : colors::kSights) {
            for (std::size_t i = 0; i < roles.size(); ++i) {
                for (std::size_t k = 0; k < i; ++k) {
                    const double apart = colors::difference(theme.color(roles.at(i)),
                                                            theme.color(roles.at(k)), sight);
                    const bool isEnough =
                        apart >= (sight == colors::Sight::Usual ? kUsuallyApart : kStatesApart);
                    if (!isEnough)
                        return u"%1 and %2 of sight %3: %4"_s.arg(
                            common::colorRoleName(roles.at(k)), common::colorRoleName(roles.at(i)),
                            QString::number(static_cast<int>(sight)), QString::number(apart));
                }
            }
        }
        return QString();
    };
    QCOMPARE(check(kStates), QString());
    QCOMPARE(check(kEvidence), QString());
    QCOMPARE(check(kModes), QString());
}

void TestThemeColors::severityIsNeverToldByColourAlone()
{
    const Theme theme(u"dark"_s);
    std::vector<std::pair<QString, QByteArray>> shapes;
    const auto add = [&](const QString& what, HealthState state, int severity) {
        shapes.emplace_back(what, shapeOf([&](QPainter& painter, const QRectF& rect) {
                                common::paintGlyph(painter, rect, state, theme, severity);
                            }));
    };
    for (int severity = 1; severity <= 4; ++severity) {
        add(u"raised %1"_s.arg(severity), HealthState::AlarmRaised, severity);
        add(u"acknowledged %1"_s.arg(severity), HealthState::Acknowledged, severity);
    }
    for (const auto state :
         {HealthState::Well, HealthState::Degraded, HealthState::Stale, HealthState::NoData,
          HealthState::NotCaptured, HealthState::Inconclusive, HealthState::JudgeUnavailable})
        add(common::glyphText(state), state, 0);
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        QVERIFY2(shapes[i].second.count('#') > 30, qPrintable(shapes[i].first));
        for (std::size_t k = 0; k < i; ++k)
            QVERIFY2(pixelsApart(shapes[i].second, shapes[k].second) >= 8,
                     qPrintable(shapes[i].first + u" and "_s + shapes[k].first));
    }
    // On the time axis likewise.
    std::vector<QByteArray> marks;
    for (int severity = 1; severity <= 4; ++severity)
        marks.push_back(shapeOf([&](QPainter& painter, const QRectF& rect) {
            common::paintMark(painter, rect, common::TimeMark::Alarm, Qt::white, severity);
        }));
    for (std::size_t i = 0; i < marks.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k)
            QVERIFY(pixelsApart(marks[i], marks[k]) >= 8);
    }
}

void TestThemeColors::evidenceIsNeverToldByColourAlone()
{
    using claims::Support;
    const Theme theme(u"dark"_s);
    constexpr std::array kSupports{Support::Supported, Support::Weak,   Support::Contradicted,
                                   Support::Truncated, Support::Absent, Support::Unknown,
                                   Support::NotJudged};
    std::vector<QByteArray> shapes;
    for (const Support support : kSupports) {
        const QByteArray shape = shapeOf([&](QPainter& painter, const QRectF& rect) {
            traceview::paintSupport(painter, rect, support, theme);
        });
        QVERIFY(shape.count('#') > 8);
        for (const QByteArray& other : shapes)
            QVERIFY2(pixelsApart(shape, other) >= 8, qPrintable(traceview::supportText(support)));
        shapes.push_back(shape);
    }
}

QTEST_MAIN(TestThemeColors)
#include "tst_themecolors.moc"
