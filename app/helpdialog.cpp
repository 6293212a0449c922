// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/helpdialog.h"

#include "app/docks.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/searchline.h"
#include "widgets/settings/keytree.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QScreen>
#include <QSize>
#include <QVBoxLayout>

#include <array>

using health::HealthState;

namespace {

constexpr int kGap = 8;
constexpr int kHelpMargin = 16;
constexpr int kColumnGap = 24;
constexpr int kTextWidth = 340;
constexpr int kKeyWidth = 400;
constexpr int kKeyHeight = 160; // at least: the list gives way to what stands below it
constexpr int kSignWidth = 60; // beside the text
constexpr QSize kHelpSize{920, 680};

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
                           "An alarm is raised: more fail than before, beyond chance. Its "
                           "severity shows, too: 1 with a !, 2 plain, 3 cut through, 4 small")},
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

QLabel* helpLabel(const QString& what, QWidget* parent)
{
    auto* label = new QLabel(what, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

// The keymap as it is now, to be searched.
QLayout* keyColumn(const common::Theme& theme, QWidget* parent)
{
    auto* search = new common::SearchLine(common::SearchLine::Escape::ClearsFirst, parent);
    search->setPlaceholderText(HelpDialog::tr("Search the keys"));
    search->setAccessibleName(HelpDialog::tr("Search the keys"));
    search->setClearButtonEnabled(true);
    auto* keys = new settings::KeyTree(settings::KeyTree::Shown::Keys, theme, parent);
    keys->setMinimumSize(kKeyWidth, kKeyHeight);
    QObject::connect(search, &QLineEdit::textChanged, keys, &settings::KeyTree::filter);
    QObject::connect(search, &common::SearchLine::left, keys,
                     [keys] { keys->setFocus(Qt::OtherFocusReason); });
    auto* rest =
        helpLabel(HelpDialog::tr(
                      "The keys of a page or a part of it come before those of the window. Arrows, "
                      "Page Up and Down, Home, End, Enter, Space and Tab work in every list and "
                      "field as they do everywhere; Esc empties a search, leaves and closes.\n"
                      "Help › Change Shortcuts… gives other keys."),
                  parent);
    rest->setWordWrap(true);
    auto* column = new QVBoxLayout;
    column->setSpacing(kGap);
    column->addWidget(search);
    column->addWidget(keys, 1);
    column->addWidget(rest);
    return column;
}

QWidget* signGrid(const common::Theme& theme, QWidget* beside)
{
    auto* parent = new QWidget(beside);
    auto* grid = new QGridLayout(parent);
    grid->setContentsMargins(0, 0, 0, 0);
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
    return parent;
}

} // namespace

HelpDialog::HelpDialog(const common::Theme& theme, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys and Signs"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(kColumnGap);
    columns->addLayout(keyColumn(theme, this), 1);
    columns->addWidget(new DockScroll(signGrid(theme, this), kTextWidth + kSignWidth, this), 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kHelpMargin, kHelpMargin, kHelpMargin, kHelpMargin);
    layout->setSpacing(kHelpMargin);
    layout->addLayout(columns, 1);
    layout->addWidget(buttons);
    const QSize room = (parent != nullptr ? parent : this)->screen()->availableSize();
    resize(kHelpSize.expandedTo(minimumSizeHint()).boundedTo(room));
}
