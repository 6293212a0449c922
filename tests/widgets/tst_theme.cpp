// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/consolestyle.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/icons.h"
#include "widgets/common/tabular.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QImage>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTableWidget>
#include <QTest>
#include <QVBoxLayout>

#include <array>
#include <cstdlib>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using common::ColorRole;
using common::Theme;
using health::HealthState;

namespace {

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

// In others figures stand below each other anyhow.
QFont fontWithUnevenFigures()
{
    for (const QString& family : QFontDatabase::families()) {
        QFont font(family);
        font.setPixelSize(20);
        const QFontMetricsF metrics(font);
        if (metrics.horizontalAdvance(u'0') > metrics.horizontalAdvance(u'1') + 2)
            return font;
    }
    return {};
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

// Painted in one ink: no picture of Qt's is.
bool isOfOneColor(const QImage& picture)
{
    const QImage image = picture.convertToFormat(QImage::Format_ARGB32);
    QRgb ink = 0;
    int inked = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            if (qAlpha(pixel) < 128) // what is left of an edge is rounded
                continue;
            if (inked++ == 0)
                ink = pixel;
            else if (std::abs(qRed(pixel) - qRed(ink)) > 4
                     || std::abs(qGreen(pixel) - qGreen(ink)) > 4
                     || std::abs(qBlue(pixel) - qBlue(ink)) > 4)
                return false;
        }
    }
    return inked > 0;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void everyFileIsComplete();
    void seriesRepeat();
    void textFollowsItsSize();
    void compactRowsHoldTheirText();
    void layoutsFollowTheDensity();
    void stillnessStopsTheTextCursor();
    void standardPicturesAreOurs();
    void loadingTellsViews();
    void paletteIsTheTheme();
    void unknownIsNeverGreen();
    void everyStateHasAShapeOfItsOwn();
    void iconsFollowTheTheme();
    void iconsAreSharpAtTwice();
    void figuresAreTabular();
    void tablesHaveTabularFigures();
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

void TestTheme::seriesRepeat()
{
    const Theme theme(u"dark"_s);
    QCOMPARE(theme.series(9), theme.series(1));
    QCOMPARE(theme.series(-1), theme.series(7));
}

void TestTheme::textFollowsItsSize()
{
    Theme theme(u"dark"_s);
    QSignalSpy changed(&theme, &Theme::changed);
    QCOMPARE(theme.font(common::TextSize::Body).pixelSize(), 13);
    theme.choose({.theme = u"dark"_s, .textPercent = 150}, *qApp);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(theme.font(common::TextSize::Body).pixelSize(), 20);
    QCOMPARE(theme.scaled(40), 60);
    QCOMPARE(theme.row(24), 36);
    QCOMPARE(qApp->font().pixelSize(), 20); // what has no font of its own follows
    theme.choose({.theme = u"dark"_s, .textPercent = 90}, *qApp);
    QCOMPARE(theme.font(common::TextSize::Small).pixelSize(), 11); // no smaller can be read
    theme.choose({.theme = u"dark"_s, .textPercent = 900}, *qApp);
    QCOMPARE(theme.textPercent(), common::kLargestText);
    theme.choose({.theme = u"dark"_s}, *qApp);
    QCOMPARE(theme.font(common::TextSize::Body).pixelSize(), 13);
}

void TestTheme::compactRowsHoldTheirText()
{
    Theme theme(u"dark"_s);
    for (const int percent : {90, 100, 110, 125, 150}) {
        theme.choose(
            {.theme = u"dark"_s, .density = common::Density::Compact, .textPercent = percent},
            *qApp);
        const int line = QFontMetrics(theme.font(common::TextSize::Body)).height();
        for (const int row : {24, 28, 36, 52}) {
            QVERIFY2(theme.row(row) < theme.scaled(row), qPrintable(QString::number(row)));
            QVERIFY2(theme.row(row) >= line, qPrintable(u"%1 at %2 %"_s.arg(row).arg(percent)));
        }
    }
    theme.choose({.theme = u"dark"_s}, *qApp);
    QCOMPARE(theme.row(36), 36);
}

void TestTheme::layoutsFollowTheDensity()
{
    Theme theme(u"dark"_s);
    theme.choose({.theme = u"dark"_s}, *qApp);
    QWidget widget;
    auto* outer = new QVBoxLayout(&widget);
    outer->setContentsMargins(16, 12, 8, 4);
    outer->setSpacing(12);
    auto* inner = new QHBoxLayout;
    inner->setSpacing(8);
    outer->addLayout(inner);
    auto* button = new QPushButton(u"x"_s, &widget);
    inner->addWidget(button);
    auto* own = new QWidget(&widget);
    auto* ownLayout = new QVBoxLayout(own);
    ownLayout->setContentsMargins(8, 8, 8, 8);
    outer->addWidget(own);
    widget.show();
    const int height = button->sizeHint().height();
    theme.choose({.theme = u"dark"_s, .density = common::Density::Compact}, *qApp);
    QCOMPARE(outer->contentsMargins(), QMargins(12, 8, 4, 4));
    QCOMPARE(outer->spacing(), 8);
    QCOMPARE(inner->spacing(), 4);
    QVERIFY(button->sizeHint().height() < height);
    // What a view sets itself meanwhile is its own.
    ownLayout->setContentsMargins(20, 20, 20, 20);
    // Compact twice, as with another theme, is not tighter still.
    theme.choose({.theme = u"light"_s, .density = common::Density::Compact}, *qApp);
    QCOMPARE(outer->contentsMargins(), QMargins(12, 8, 4, 4));
    theme.choose({.theme = u"dark"_s}, *qApp);
    QCOMPARE(outer->contentsMargins(), QMargins(16, 12, 8, 4));
    QCOMPARE(outer->spacing(), 12);
    QCOMPARE(inner->spacing(), 8);
    QCOMPARE(ownLayout->contentsMargins(), QMargins(20, 20, 20, 20));
    QCOMPARE(button->sizeHint().height(), height);
}

void TestTheme::stillnessStopsTheTextCursor()
{
    Theme theme(u"dark"_s);
    theme.choose({.theme = u"dark"_s}, *qApp);
    const int flash = QApplication::cursorFlashTime();
    theme.choose({.theme = u"dark"_s, .isStill = true}, *qApp);
    QCOMPARE(QApplication::cursorFlashTime(), 0);
    QVERIFY(theme.isStill());
    theme.choose({.theme = u"dark"_s}, *qApp);
    QCOMPARE(QApplication::cursorFlashTime(), flash);
    QVERIFY(flash > 0);
}

void TestTheme::standardPicturesAreOurs()
{
    const Theme theme(u"dark"_s);
    theme.apply(*qApp);
    // All that QFileDialog, QMessageBox, QDialogButtonBox and QLineEdit ask a style for.
    for (const auto which : {QStyle::SP_FileDialogNewFolder,
                             QStyle::SP_FileDialogToParent,
                             QStyle::SP_FileDialogDetailedView,
                             QStyle::SP_FileDialogListView,
                             QStyle::SP_FileDialogInfoView,
                             QStyle::SP_FileDialogContentsView,
                             QStyle::SP_FileDialogStart,
                             QStyle::SP_FileDialogEnd,
                             QStyle::SP_FileDialogBack,
                             QStyle::SP_ArrowBack,
                             QStyle::SP_ArrowForward,
                             QStyle::SP_ArrowUp,
                             QStyle::SP_ArrowDown,
                             QStyle::SP_ArrowLeft,
                             QStyle::SP_ArrowRight,
                             QStyle::SP_DirIcon,
                             QStyle::SP_DirOpenIcon,
                             QStyle::SP_DirClosedIcon,
                             QStyle::SP_DirLinkIcon,
                             QStyle::SP_DirHomeIcon,
                             QStyle::SP_FileIcon,
                             QStyle::SP_FileLinkIcon,
                             QStyle::SP_ComputerIcon,
                             QStyle::SP_DesktopIcon,
                             QStyle::SP_DriveHDIcon,
                             QStyle::SP_DriveFDIcon,
                             QStyle::SP_DriveCDIcon,
                             QStyle::SP_DriveNetIcon,
                             QStyle::SP_TrashIcon,
                             QStyle::SP_MessageBoxInformation,
                             QStyle::SP_MessageBoxWarning,
                             QStyle::SP_MessageBoxCritical,
                             QStyle::SP_MessageBoxQuestion,
                             QStyle::SP_DialogOkButton,
                             QStyle::SP_DialogCancelButton,
                             QStyle::SP_DialogOpenButton,
                             QStyle::SP_DialogSaveButton,
                             QStyle::SP_DialogCloseButton,
                             QStyle::SP_DialogApplyButton,
                             QStyle::SP_DialogYesButton,
                             QStyle::SP_DialogNoButton,
                             QStyle::SP_DialogHelpButton,
                             QStyle::SP_DialogDiscardButton,
                             QStyle::SP_LineEditClearButton,
                             QStyle::SP_TitleBarCloseButton,
                             QStyle::SP_DockWidgetCloseButton,
                             QStyle::SP_ToolBarHorizontalExtensionButton}) {
        const QPixmap pixmap = qApp->style()->standardIcon(which).pixmap(QSize(32, 32), 1.0);
        QVERIFY2(isOfOneColor(pixmap.toImage()), qPrintable(QString::number(which)));
        QVERIFY(isOfOneColor(qApp->style()->standardPixmap(which).toImage()));
    }
    // Qt's own would not pass.
    const std::unique_ptr<QStyle> fusion(QStyleFactory::create(u"Fusion"_s));
    QVERIFY(!isOfOneColor(
        fusion->standardIcon(QStyle::SP_DirIcon).pixmap(QSize(32, 32), 1.0).toImage()));
    QMessageBox box(QMessageBox::Warning, u"a"_s, u"b"_s);
    QVERIFY(isOfOneColor(box.iconPixmap().toImage()));
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
    // In a cell of a table, the digits of one row stand above those of the next.
    theme.apply(*qApp);
    const auto leftOf = [&theme](const QString& text) {
        QImage image(120, 24, QImage::Format_RGB32);
        image.fill(Qt::black);
        QStyleOptionViewItem item;
        item.rect = image.rect();
        item.palette = theme.palette();
        item.font = theme.font(common::TextSize::Body);
        item.state = QStyle::State_Enabled;
        item.features = QStyleOptionViewItem::HasDisplay;
        item.displayAlignment = Qt::AlignRight | Qt::AlignVCenter;
        item.text = text;
        QPainter painter(&image);
        if (!common::drawTabularItem(painter, item))
            return -2;
        painter.end();
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                if (qGray(image.pixel(x, y)) > 40)
                    return x;
            }
        }
        return -1;
    };
    QVERIFY(leftOf(u"x1111"_s) > 0);
    QCOMPARE(leftOf(u"x1111"_s), leftOf(u"x0000"_s));
}

void TestTheme::tablesHaveTabularFigures()
{
    const QFont font = fontWithUnevenFigures();
    const QFontMetricsF metrics(font);
    if (metrics.horizontalAdvance(u'0') <= metrics.horizontalAdvance(u'1'))
        QSKIP("no font here has figures of different widths");
    const Theme theme(u"dark"_s);
    theme.apply(*qApp);
    QTableWidget table(2, 1);
    table.setFont(font);
    table.setShowGrid(false);
    int row = 0;
    for (const QString& text : {u"x1111"_s, u"x0000"_s}) {
        auto* item = new QTableWidgetItem(text);
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        table.setItem(row++, 0, item);
    }
    table.resizeColumnsToContents();
    table.setFocusPolicy(Qt::NoFocus);
    table.resize(400, 200);
    table.show();
    const QImage image = table.viewport()->grab().toImage();
    const auto leftOf = [&](int of) {
        const QRect cell = table.visualItemRect(table.item(of, 0));
        const double scale = image.devicePixelRatio();
        for (int x = int(cell.left() * scale); x < int(cell.right() * scale); ++x) {
            for (int y = int(cell.top() * scale); y < int(cell.bottom() * scale); ++y) {
                if (image.pixelColor(x, y) != theme.color(ColorRole::Surface1))
                    return x;
            }
        }
        return -1;
    };
    QVERIFY(leftOf(0) > 0);
    QCOMPARE(leftOf(0), leftOf(1));
    // Their digits may not be taken apart from what is around them.
    const QString hebrew = u"\u05d0\u05d1 1111"_s;
    QCOMPARE(common::tabularWidth(metrics, hebrew), metrics.horizontalAdvance(hebrew));
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
