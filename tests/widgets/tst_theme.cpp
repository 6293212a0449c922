// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/consolestyle.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/icons.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSet>
#include <QSignalSpy>
#include <QStyleOption>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using common::ColorRole;
using common::Theme;
using health::HealthState;

namespace {

// Relative luminance and contrast after WCAG 2.2.
double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF())
        + 0.0722 * channel(color.blueF());
}

double contrast(const QColor& left, const QColor& right)
{
    const double high = std::max(luminance(left), luminance(right));
    const double low = std::min(luminance(left), luminance(right));
    return (high + 0.05) / (low + 0.05);
}

constexpr std::array kSurfaces{ColorRole::Surface0, ColorRole::Surface1, ColorRole::Surface2,
                               ColorRole::Surface3};
constexpr std::array kAllStates{
    HealthState::Well,        HealthState::AlarmRaised,  HealthState::Acknowledged,
    HealthState::Degraded,    HealthState::Stale,        HealthState::NoData,
    HealthState::NotCaptured, HealthState::Inconclusive, HealthState::JudgeUnavailable};

QImage glyphImage(HealthState state, const Theme& theme)
{
    QImage image(16, 16, QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.color(ColorRole::Surface1));
    QPainter painter(&image);
    common::paintGlyph(painter, image.rect(), state, theme);
    return image;
}

bool isGreenish(const QColor& color)
{
    return color.hsvSaturationF() > 0.2F && color.hsvHue() >= 70 && color.hsvHue() <= 170;
}

// How many pixels have exactly this colour.
int countOf(const QImage& image, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
    }
    return count;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void everyFileIsComplete();
    void textCanBeRead();
    void marksCanBeSeen();
    void seriesDiffer();
    void loadingTellsViews();
    void paletteIsTheTheme();
    void unknownIsNeverGreen();
    void everyStateHasAShapeOfItsOwn();
    void iconsFollowTheTheme();
    void iconsAreSharpAtTwice();
    void figuresAreTabular();
    void focusCanBeSeen();
};

void TestTheme::everyFileIsComplete()
{
    const QStringList files = QDir(QStringLiteral(PLUMBLINE_SOURCE_DIR "/resources/themes"))
                                  .entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    QStringList names;
    for (const QString& file : files)
        names << file.chopped(5);
    QCOMPARE(names, Theme::names()); // none is forgotten
    for (const QString& name : names) {
        const Theme theme(name);
        QCOMPARE(theme.name(), name);
        for (std::size_t i = 0; i < common::kColorRoles; ++i)
            QVERIFY2(theme.color(static_cast<ColorRole>(i)).isValid(), qPrintable(name));
    }
    QVERIFY(Theme(u"dark"_s).isDark());
    QVERIFY(!Theme(u"light"_s).isDark());
}

void TestTheme::textCanBeRead()
{
    // Everything that words or figures are written in, on everything they are written on.
    std::vector<ColorRole> inks{
        ColorRole::TextPrimary, ColorRole::TextSecondary, ColorRole::Unknown, ColorRole::Accent,
        ColorRole::ModeFixed,   ColorRole::ModeReplay,    ColorRole::ModeLive};
    for (auto role = ColorRole::EvidenceSupported; role <= ColorRole::EvidenceTruncated;
         role = static_cast<ColorRole>(static_cast<int>(role) + 1))
        inks.push_back(role);
    for (const QString& name : Theme::names()) {
        const Theme theme(name);
        for (const ColorRole ink : inks) {
            for (const ColorRole surface : kSurfaces) {
                const double ratio = contrast(theme.color(ink), theme.color(surface));
                QVERIFY2(ratio >= 4.5,
                         qPrintable(u"%1: %2 on %3 is %4"_s
                                        .arg(name, common::colorRoleName(ink),
                                             common::colorRoleName(surface))
                                        .arg(ratio)));
            }
        }
        // The filled badge of a time that stands.
        QVERIFY(contrast(theme.color(ColorRole::Surface0), theme.color(ColorRole::ModeFixed))
                >= 4.5);
    }
}

void TestTheme::marksCanBeSeen()
{
    for (const QString& name : Theme::names()) {
        const Theme theme(name);
        for (auto role = static_cast<int>(ColorRole::Accent); role < int(common::kColorRoles);
             ++role) {
            for (const ColorRole surface : kSurfaces) {
                const auto mark = static_cast<ColorRole>(role);
                const double ratio = contrast(theme.color(mark), theme.color(surface));
                QVERIFY2(ratio >= 3,
                         qPrintable(u"%1: %2 on %3 is %4"_s
                                        .arg(name, common::colorRoleName(mark),
                                             common::colorRoleName(surface))
                                        .arg(ratio)));
            }
        }
    }
}

void TestTheme::seriesDiffer()
{
    for (const QString& name : Theme::names()) {
        const Theme theme(name);
        for (int i = 0; i < common::kSeriesColors; ++i) {
            for (int k = 0; k < i; ++k) {
                const QColor left = theme.series(i);
                const QColor right = theme.series(k);
                const int distance = std::abs(left.red() - right.red())
                    + std::abs(left.green() - right.green()) + std::abs(left.blue() - right.blue());
                QVERIFY2(distance >= 60,
                         qPrintable(u"%1: series %2 and %3"_s.arg(name).arg(i + 1).arg(k + 1)));
            }
        }
        QCOMPARE(theme.series(9), theme.series(1));
        QCOMPARE(theme.series(-1), theme.series(7));
    }
}

void TestTheme::loadingTellsViews()
{
    Theme theme(u"dark"_s);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.load(u"light"_s);
    QCOMPARE(changed.count(), 1);
    QVERIFY(!theme.isDark());
}

void TestTheme::paletteIsTheTheme()
{
    const Theme theme(u"light"_s);
    const QPalette palette = theme.palette();
    QCOMPARE(palette.color(QPalette::Window), theme.color(ColorRole::Surface0));
    QCOMPARE(palette.color(QPalette::WindowText), theme.color(ColorRole::TextPrimary));
    QCOMPARE(palette.color(QPalette::Disabled, QPalette::Text),
             theme.color(ColorRole::TextDisabled));
    theme.apply(*qApp);
    QCOMPARE(qApp->style()->objectName(), u"console"_s);
    QCOMPARE(qApp->font().pixelSize(), 13);
}

void TestTheme::unknownIsNeverGreen()
{
    for (const QString& name : Theme::names()) {
        const Theme theme(name);
        for (const HealthState state : kAllStates) {
            if (!health::isUnknown(state))
                continue;
            const QImage image = glyphImage(state, theme);
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    QVERIFY2(!isGreenish(image.pixelColor(x, y)), health::toString(state));
            }
        }
        QVERIFY(isGreenish(theme.color(common::glyphRole(HealthState::Well))));
    }
}

void TestTheme::everyStateHasAShapeOfItsOwn()
{
    const Theme theme(u"dark"_s);
    QSet<QChar> characters;
    std::vector<QByteArray> shapes;
    for (const HealthState state : kAllStates) {
        QVERIFY(!common::glyphText(state).isEmpty());
        characters.insert(common::glyphCharacter(state));
        // Without its colour: only where there is ink.
        const QImage image = glyphImage(state, theme);
        QByteArray mask;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                mask += image.pixel(x, y) == image.pixel(0, 0) ? '.' : '#';
        }
        QVERIFY(mask.count('#') > 8);
        for (const QByteArray& other : shapes)
            QVERIFY2(other != mask, health::toString(state));
        shapes.push_back(mask);
    }
    QCOMPARE(characters.size(), qsizetype(kAllStates.size()));
}

void TestTheme::iconsFollowTheTheme()
{
    Theme theme(u"dark"_s);
    const QIcon alarm = common::icon(theme, u"alarm"_s, ColorRole::Severity1);
    const QColor dark = theme.color(ColorRole::Severity1);
    QVERIFY(countOf(alarm.pixmap(16).toImage(), dark) > 20);
    theme.load(u"light"_s);
    const QImage image = alarm.pixmap(16).toImage();
    QVERIFY(countOf(image, theme.color(ColorRole::Severity1)) > 20);
    QCOMPARE(countOf(image, dark), 0);
    QVERIFY(countOf(alarm.pixmap(QSize(16, 16), QIcon::Disabled).toImage(),
                    theme.color(ColorRole::TextDisabled))
            > 20);
    for (const QString& file : QDir(u":/icons"_s).entryList()) {
        const QImage drawn =
            common::icon(theme, file.chopped(4), ColorRole::TextPrimary).pixmap(16).toImage();
        QVERIFY2(countOf(drawn, theme.color(ColorRole::TextPrimary)) > 0, qPrintable(file));
    }
}

void TestTheme::iconsAreSharpAtTwice()
{
    const Theme theme(u"dark"_s);
    const QPixmap twice = common::icon(theme, u"alarm"_s).pixmap(QSize(16, 16), 2.0);
    QCOMPARE(twice.size(), QSize(32, 32));
    QCOMPARE(twice.devicePixelRatio(), 2.0);
    // Drawn from the shape, not blown up: some neighbours within a 2x2 block differ.
    const QImage image = twice.toImage();
    int differences = 0;
    for (int y = 0; y < 32; y += 2) {
        for (int x = 0; x < 32; x += 2)
            differences += image.pixel(x, y) != image.pixel(x + 1, y) ? 1 : 0;
    }
    QVERIFY(differences > 4);
}

void TestTheme::figuresAreTabular()
{
    const Theme theme(u"dark"_s);
    const QFontMetricsF metrics(theme.font(common::TextSize::Body));
    QCOMPARE(common::tabularWidth(metrics, u"11:11:11"_s),
             common::tabularWidth(metrics, u"08:48:06"_s));
    common::NumberLabel label(theme, common::TextSize::Display);
    label.setText(u"11:11:11"_s);
    const QSize narrow = label.sizeHint();
    label.setText(u"00:00:00"_s);
    QCOMPARE(label.sizeHint(), narrow);
}

void TestTheme::focusCanBeSeen()
{
    const Theme theme(u"dark"_s);
    theme.apply(*qApp);
    QStyleOptionFocusRect option;
    option.rect = QRect(0, 0, 40, 24);
    option.palette = theme.palette();
    QImage image(40, 24, QImage::Format_RGB32);
    image.fill(theme.color(ColorRole::Surface1));
    QPainter painter(&image);
    qApp->style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter);
    painter.end();
    QVERIFY(countOf(image, theme.color(ColorRole::Surface1)) < 40 * 24 - 60);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
