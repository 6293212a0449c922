// SPDX-License-Identifier: GPL-3.0-or-later

// The window in a language that is longer than English, and in which each text of ours is marked.

#include "app/mainwindow.h"
#include "app/session.h"
#include "app/settings.h"
#include "tests/app/pseudolanguage.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QFile>
#include <QFontMetrics>
#include <QIcon>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QXmlStreamReader>

#include <memory>
#include <set>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

// All of them, each on a line of its own: a failure alone is cut short.
bool tell(const QStringList& wrong)
{
    for (const QString& each : wrong)
        qWarning("%s", qPrintable(each));
    return wrong.isEmpty();
}

QString placeOf(const QWidget& widget)
{
    QString place;
    for (const QWidget* each = &widget; each != nullptr && place.size() < 120;
         each = each->parentWidget())
        place += QString::fromLatin1(each->metaObject()->className()) + u" < "_s;
    return place;
}

// Shortened on purpose: whole where the pointer rests, or told to a screen reader.
bool isWholeElsewhere(const QWidget& widget)
{
    return !widget.toolTip().isEmpty() || !widget.accessibleName().isEmpty();
}

bool fits(const QLabel& label)
{
    if (label.wordWrap())
        return label.heightForWidth(label.width()) <= label.height() + 1
            || label.minimumSizeHint().height() <= label.height() + 1;
    return label.sizeHint().width() <= label.width() + 1 || label.text().contains(u'…');
}

bool fits(const QComboBox& box)
{
    QStyleOptionComboBox option;
    option.initFrom(&box);
    option.editable = box.isEditable();
    const QRect field = box.style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                    QStyle::SC_ComboBoxEditField, &box);
    return box.isEditable()
        || box.fontMetrics().horizontalAdvance(box.currentText()) <= field.width() + 1;
}

bool fits(const QAbstractButton& button)
{
    const int icon = button.icon().isNull() ? 0 : button.iconSize().width();
    const int text = button.fontMetrics().size(Qt::TextShowMnemonic, button.text()).width();
    return text + icon <= button.width();
}

// Texts that are cut off, each with where it stands.
QStringList cutTexts(const QWidget& window)
{
    QStringList cut;
    const auto add = [&cut](const QWidget& widget, const QString& text) {
        cut << u"“%1” %2 px of %3: %4"_s.arg(text.left(60))
                   .arg(widget.width())
                   .arg(widget.sizeHint().width())
                   .arg(placeOf(widget));
    };
    for (const QWidget* each : window.findChildren<QWidget*>()) {
        if (!each->isVisible() || each->visibleRegion().isEmpty())
            continue;
        if (const auto* label = qobject_cast<const QLabel*>(each)) {
            if (!label->text().isEmpty() && !fits(*label) && !isWholeElsewhere(*label))
                add(*label, label->text());
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(each)) {
            if (!button->text().isEmpty() && !fits(*button) && !isWholeElsewhere(*button))
                add(*button, button->text());
        } else if (const auto* box = qobject_cast<const QComboBox*>(each)) {
            if (!fits(*box) && !isWholeElsewhere(*box))
                add(*box, box->currentText());
        } else if (const auto* tabs = qobject_cast<const QTabBar*>(each)) {
            for (int i = 0; i < tabs->count(); ++i) {
                if (!tabs->rect().contains(tabs->tabRect(i)) && !tabs->usesScrollButtons())
                    add(*tabs, tabs->tabText(i));
            }
        }
    }
    return cut;
}

// What is not ours to translate: the fixture's names, what was recorded, units and signs, and
// languages in their own words.
bool isData(const QString& text)
{
    static const QRegularExpression word(u"\\p{L}{3,}"_s);
    static const QRegularExpression known(
        u"UTC|[a-z0-9]+(?:[-_.][a-z0-9]+)+|\\d+ min|\\d\\S*|&(?:English|Deutsch)|LIVE|FIXED|REPLAY|Ctrl|Shift|Alt|Esc|F\\d+"_s);
    QString rest = text;
    return !rest.remove(known).contains(word);
}

QStringList unmarkedTexts(const QWidget& window)
{
    QStringList found;
    const auto look = [&found](const QString& text, const QString& place) {
        if (text.isEmpty() || text.contains(u'[') || isData(text))
            return;
        found << u"“%1”: %2"_s.arg(text.left(80), place);
    };
    for (const QWidget* each : window.findChildren<QWidget*>()) {
        if (!each->isVisible())
            continue;
        if (const auto* label = qobject_cast<const QLabel*>(each))
            look(label->text(), placeOf(*label));
        else if (const auto* button = qobject_cast<const QAbstractButton*>(each))
            look(button->text(), placeOf(*button));
        else if (const auto* box = qobject_cast<const QComboBox*>(each))
            for (int i = 0; i < box->count(); ++i)
                look(box->itemText(i), placeOf(*box));
        else if (const auto* tabs = qobject_cast<const QTabBar*>(each))
            for (int i = 0; i < tabs->count(); ++i)
                look(tabs->tabText(i), placeOf(*tabs));
    }
    for (const QMenu* menu : window.findChildren<QMenu*>()) {
        for (const QAction* action : menu->actions())
            look(action->text(), u"the menu "_s + menu->title());
    }
    found.removeDuplicates();
    return found;
}

// The pairs of context and source that translators get to see.
std::set<std::pair<QByteArray, QByteArray>> extracted()
{
    std::set<std::pair<QByteArray, QByteArray>> texts;
    QFile file(QStringLiteral(PLUMBLINE_SOURCE_DIR "/resources/translations/plumbline_de.ts"));
    if (!file.open(QIODevice::ReadOnly))
        return texts;
    QXmlStreamReader xml(&file);
    QByteArray context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name"_s)
            context = xml.readElementText().toUtf8();
        else if (xml.name() == u"source"_s)
            texts.emplace(context, xml.readElementText().toUtf8());
    }
    return texts;
}

} // namespace

class TestPseudoLanguage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(QCoreApplication::installTranslator(&m_translator)); }
    void noTextIsCutOff_data();
    void noTextIsCutOff();
    void allTextsOfOursAreTranslated();
    void translatorsGetToSeeWhatIsAskedFor();

private:
    struct Shown
    {
        std::unique_ptr<Session> session;
        std::unique_ptr<MainWindow> window;
    };
    Shown show(const QSize& size);
    // Calls with each page, and what it is called.
    template<class Look>
    void walk(MainWindow& window, const Look& look);

    const pagetest::Recording m_recording;
    common::Theme m_theme{u"dark"_s};
    const std::unique_ptr<Settings> m_settings = Settings::inMemory();
    pseudo::Translator m_translator;
};

TestPseudoLanguage::Shown TestPseudoLanguage::show(const QSize& size)
{
    auto session = Session::openRecording(m_recording.path());
    if (!session)
        qFatal("the recording does not open");
    Shown shown{.session = std::move(*session), .window = nullptr};
    shown.window = std::make_unique<MainWindow>(*shown.session, m_theme, *m_settings);
    shown.window->resize(size);
    shown.window->show();
    return shown;
}

template<class Look>
void TestPseudoLanguage::walk(MainWindow& window, const Look& look)
{
    auto* pages = window.findChild<QTabWidget*>(u"pages"_s);
    QVERIFY(pages != nullptr && pages->count() > 5);
    window.openService(u"code-assistant"_s);
    window.openTrace(pagetest::spanKey(90, 3).trace, pagetest::spanKey(90, 3).span);
    for (int i = 0; i < pages->count(); ++i) {
        pages->setCurrentIndex(i);
        QTest::qWait(250); // what it reads comes, and is laid out
        look(pages->tabText(i));
    }
}

void TestPseudoLanguage::noTextIsCutOff_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("a laptop") << QSize(1280, 720);
    QTest::newRow("a larger one") << QSize(1440, 900);
}

void TestPseudoLanguage::noTextIsCutOff()
{
    QFETCH(QSize, size);
    const Shown shown = show(size);
    QStringList cut;
    walk(*shown.window, [&](const QString& page) {
        if (shown.window->size() != size)
            cut << u"%1: the window grew to %2x%3"_s.arg(page)
                       .arg(shown.window->width())
                       .arg(shown.window->height());
        cut << cutTexts(*shown.window);
    });
    cut.removeDuplicates();
    QVERIFY2(tell(cut), "texts are cut off");
}

void TestPseudoLanguage::allTextsOfOursAreTranslated()
{
    const Shown shown = show({1440, 900});
    QStringList found;
    walk(*shown.window, [&](const QString& /*page*/) { found << unmarkedTexts(*shown.window); });
    found.removeDuplicates();
    QVERIFY2(tell(found), "texts are not translated");
}

// A class without Q_OBJECT, say, asks in the name of its base, while its texts are filed under its
// own.
void TestPseudoLanguage::translatorsGetToSeeWhatIsAskedFor()
{
    const auto known = extracted();
    QVERIFY(known.size() > 3000);
    {
        const Shown shown = show({1280, 720});
        walk(*shown.window, [](const QString& /*page*/) {});
    }
    QVERIFY(m_translator.asked().size() > 500);
    QStringList unknown;
    for (const auto& [context, source] : m_translator.asked()) {
        if (!known.contains({context, source}))
            unknown << QString::fromUtf8(context + ": " + source);
    }
    QVERIFY2(tell(unknown), "texts are asked for that are not in the file");
}

QTEST_MAIN(TestPseudoLanguage)
#include "tst_pseudolanguage.moc"
