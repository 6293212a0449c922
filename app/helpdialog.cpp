// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/helpdialog.h"

#include "widgets/common/glyphs.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <array>
#include <utility>

using health::HealthState;

namespace {

constexpr int kGap = 8;
constexpr int kHelpMargin = 16;
constexpr int kColumnGap = 24;
constexpr int kTextWidth = 340;

struct Key
{
    const char* keys;
    const char* meaning;
    bool isCommand = false;
};

constexpr std::array kKeys{
    Key{"Esc", QT_TRANSLATE_NOOP("HelpDialog", "Back to live")},
    Key{"Space", QT_TRANSLATE_NOOP("HelpDialog", "Play and pause")},
    Key{"Alt+← →",
        QT_TRANSLATE_NOOP("HelpDialog", "Step through time; with Shift by all that is shown")},
    Key{"Ctrl+← →", QT_TRANSLATE_NOOP("HelpDialog", "Previous alarm, next alarm")},
    Key{"Ctrl+Shift+← →",
        QT_TRANSLATE_NOOP("HelpDialog",
                          "Previous action, next: a lever, a rung, a step of a runbook")},
    Key{"Ctrl+↑ ↓", QT_TRANSLATE_NOOP("HelpDialog", "Previous key moment or note, next")},
    Key{"I  O  Ctrl+R",
        QT_TRANSLATE_NOOP("HelpDialog", "Loop: begins at the cursor, ends there, on and off")},
    Key{"Ctrl+,  Ctrl+.", QT_TRANSLATE_NOOP("HelpDialog", "Play slower, faster")},
    Key{"Ctrl+T", QT_TRANSLATE_NOOP("HelpDialog", "As known then, as known now")},
    Key{"[  ]", QT_TRANSLATE_NOOP("HelpDialog", "In the time bar: the mark before, the next mark")},
    Key{"J  K",
        QT_TRANSLATE_NOOP("HelpDialog",
                          "On the Suspects and the Trace page: next suspect, "
                          "previous")},
    Key{"Enter", QT_TRANSLATE_NOOP("HelpDialog", "In the list of suspects: open the trace")},
    Key{"S",
        QT_TRANSLATE_NOOP("HelpDialog",
                          "Where what a suspect says went, or a selected stretch of a text")},
    Key{"Y  N  U",
        QT_TRANSLATE_NOOP("HelpDialog", "On the Suspects page, twice: wrong, sound, unsure")},
    Key{"Shift+Y  N  U", QT_TRANSLATE_NOOP("HelpDialog", "The same with a note")},
    Key{"C  X",
        QT_TRANSLATE_NOOP("HelpDialog", "On the Suspects page: similar ones together, select")},
    Key{"W  F  C  G  T  X  D  A",
        QT_TRANSLATE_NOOP(
            "HelpDialog",
            "On the Trace page: waterfall, flame, claims, graph by cause, table, context "
            "window, good run, ask again")},
    Key{"E  R  L  F3",
        QT_TRANSLATE_NOOP(
            "HelpDialog",
            "On the Trace page: next step that failed, was tried again, begins a loop, "
            "next place found; with Shift "
            "the one before")},
    Key{"P  ,  .",
        QT_TRANSLATE_NOOP(
            "HelpDialog",
            "On the Trace page: play, a moment back, a moment on; Shift+P shows all")},
    Key{"U",
        QT_TRANSLATE_NOOP("HelpDialog",
                          "On the Trace page: the claim with the least under it, then the next")},
    Key{"Y",
        QT_TRANSLATE_NOOP("HelpDialog",
                          "On the Trace page: why the chosen claim is said, step by step")},
    Key{"B", QT_TRANSLATE_NOOP("HelpDialog", "On the Trace page: bookmark what is chosen")},
    Key{"R", QT_TRANSLATE_NOOP("HelpDialog", "In a chart: begins a region, and ends it")},
    Key{"W", QT_TRANSLATE_NOOP("HelpDialog", "On the Suspects page: what they share")},
    Key{"N",
        QT_TRANSLATE_NOOP("HelpDialog",
                          "Add a note, on the Trace page on what is chosen; on the Suspects "
                          "page Ctrl+N")},
    Key{"M",
        QT_TRANSLATE_NOOP("HelpDialog", "On the Incident page: mark the entry for the report")},
    Key{"Shift+I",
        QT_TRANSLATE_NOOP("HelpDialog", "Open an incident of the worst alarm, or by hand")},
    Key{"/", QT_TRANSLATE_NOOP("HelpDialog", "Filter the list; Esc empties it, then leaves it")},
    Key{"Alt+A", QT_TRANSLATE_NOOP("HelpDialog", "Arm the lever of the runbook's step"), true},
    Key{"Enter, held", QT_TRANSLATE_NOOP("HelpDialog", "On the hold button: fire what is armed"),
        true},
};

struct Sign
{
    HealthState state;
    const char* meaning;
};

constexpr std::array kSigns{
    Sign{HealthState::Well,
         QT_TRANSLATE_NOOP("HelpDialog",
                           "Well: enough answers judged, and the share that fails "
                           "is not shown to be above 10 %, or above what is usual")},
    Sign{HealthState::AlarmRaised,
         QT_TRANSLATE_NOOP("HelpDialog",
                           "An alarm is raised: more fail than before, beyond chance")},
    Sign{HealthState::Acknowledged,
         QT_TRANSLATE_NOOP("HelpDialog", "The alarm is acknowledged: somebody is at it")},
    Sign{HealthState::Degraded,
         QT_TRANSLATE_NOOP("HelpDialog",
                           "Degraded: more fail than those 10 % or what is usual; no "
                           "alarm is open")},
    Sign{HealthState::Stale,
         QT_TRANSLATE_NOOP("HelpDialog", "Stale: the newest result is older than it should be")},
    Sign{HealthState::NoData, QT_TRANSLATE_NOOP("HelpDialog", "No data: nothing was judged")},
    Sign{HealthState::NotCaptured,
         QT_TRANSLATE_NOOP("HelpDialog", "Not captured: the texts are not in the telemetry")},
    Sign{HealthState::Inconclusive,
         QT_TRANSLATE_NOOP("HelpDialog", "Inconclusive: too few answers to tell")},
    Sign{HealthState::JudgeUnavailable,
         QT_TRANSLATE_NOOP("HelpDialog", "The judge did not answer")},
};

QLabel* helpLabel(const QString& what, QWidget* parent, bool isStrong = false)
{
    auto* label = new QLabel(what, parent);
    label->setTextFormat(Qt::PlainText);
    QFont font = label->font();
    font.setBold(isStrong);
    label->setFont(font);
    return label;
}

QGridLayout* keyGrid(const QList<QAction*>& pages, QWidget* parent)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(kHelpMargin);
    grid->setVerticalSpacing(kGap);
    int row = 0;
    const auto add = [&](const QString& keys, const QString& meaning) {
        grid->addWidget(helpLabel(keys, parent, true), row, 0);
        grid->addWidget(helpLabel(meaning, parent), row, 1);
        ++row;
    };
    for (const QAction* page : pages)
        add(page->shortcut().toString(QKeySequence::NativeText), page->text());
    for (const Key& key : kKeys)
        add(QString::fromUtf8(key.keys), HelpDialog::tr(key.meaning));
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(row, 1);
    return grid;
}

QGridLayout* signGrid(const common::Theme& theme, QWidget* parent)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(kHelpMargin);
    grid->setVerticalSpacing(kGap);
    int row = 0;
    for (const Sign& sign : kSigns) {
        auto* glyph = new common::GlyphLabel(theme, parent);
        glyph->setState(sign.state);
        grid->addWidget(glyph, row, 0);
        auto* meaning = helpLabel(HelpDialog::tr(sign.meaning), parent);
        meaning->setWordWrap(true);
        grid->addWidget(meaning, row, 1);
        ++row;
    }
    auto* words = helpLabel(
        HelpDialog::tr("Heads are the checks, shortened where there is little room; J: a judge's "
                       "check of the name of another one. n: how many answers a figure rests on. A "
                       "share stands with its 95 % interval. Mean badness: the mean of the scores, "
                       "1 is worst.\n\nA live window writes into the timeline which pages are "
                       "opened with which filters, and what was on the screen at each decision; "
                       "Incident › Record Which Views Are Opened switches the first off."),
        parent);
    words->setWordWrap(true);
    words->setMinimumWidth(kTextWidth);
    grid->addWidget(words, row, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(row + 1, 1);
    return grid;
}

} // namespace

HelpDialog::HelpDialog(const QList<QAction*>& pages, const common::Theme& theme, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys and Signs"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(kColumnGap);
    columns->addLayout(keyGrid(pages, this), 1);
    columns->addLayout(signGrid(theme, this), 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kHelpMargin, kHelpMargin, kHelpMargin, kHelpMargin);
    layout->setSpacing(kHelpMargin);
    layout->addLayout(columns);
    layout->addWidget(buttons);
}

QList<QPair<QString, QString>> HelpDialog::keys(bool withCommands)
{
    QList<QPair<QString, QString>> keys;
    for (const Key& key : kKeys) {
        if (withCommands || !key.isCommand)
            keys.emplace_back(QString::fromUtf8(key.keys), tr(key.meaning));
    }
    return keys;
}
