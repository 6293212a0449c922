// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/guidehost.h"

#include "app/aboutdialog.h"
#include "app/helpdialog.h"
#include "app/layoutdialog.h"
#include "app/quietdialog.h"
#include "app/receivingdialog.h"
#include "app/roomdialog.h"
#include "widgets/common/keymap.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/causespanel.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/explore/explorepage.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/linkstatus.h"
#include "widgets/help/guideview.h"
#include "widgets/incident/incidentpage.h"
#include "widgets/incident/momentstrip.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/palette/commandpalette.h"
#include "widgets/runbook/ladderview.h"
#include "widgets/runbook/leverboard.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/probepanel.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/settings/shortcuteditor.h"
#include "widgets/sources/mappingview.h"
#include "widgets/sources/metricsview.h"
#include "widgets/sources/setuppanel.h"
#include "widgets/sources/sourcespage.h"
#include "widgets/spread/spreadpage.h"
#include "widgets/timeline/transportbar.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/contextview.h"
#include "widgets/trace/diffview.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/reaskpanel.h"
#include "widgets/trace/tracepage.h"
#include "widgets/training/trainingpanel.h"
#include "widgets/triage/sharedpanel.h"
#include "widgets/triage/suspectpane.h"
#include "widgets/triage/suspectspage.h"
#include "widgets/triage/verdictbar.h"
#include "widgets/welcome/welcomepage.h"
#include "widgets/whatif/whatifpanel.h"

#include <QApplication>
#include <QDialog>
#include <QKeyEvent>
#include <QMetaObject>
#include <QPointer>
#include <QTabWidget>
#include <QVBoxLayout>
#include <QVariant>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kGuideSize{960, 680};

struct KindPlace
{
    const QMetaObject* kind = nullptr;
    const char* place = nullptr; // below docs/, as a link from there
};

// The nearest widget counts, so the order here does not.
const std::array kKindPlaces{
    KindPlace{&dashboard::FleetMatrix::staticMetaObject, "guide/health.md#the-fleet"},
    KindPlace{&dashboard::HealthPage::staticMetaObject, "guide/health.md"},
    KindPlace{&dashboard::CausesPanel::staticMetaObject, "guide/health.md#what-may-be-the-cause"},
    KindPlace{&triage::SuspectsPage::staticMetaObject, "guide/suspects.md"},
    KindPlace{&triage::SuspectPane::staticMetaObject, "guide/suspects.md#reading-an-answer"},
    KindPlace{&triage::VerdictBar::staticMetaObject, "guide/suspects.md#verdicts"},
    KindPlace{&triage::SharedPanel::staticMetaObject, "guide/suspects.md#what-they-share"},
    KindPlace{&traceview::TracePage::staticMetaObject, "guide/trace.md"},
    KindPlace{&traceview::ClaimsView::staticMetaObject, "guide/trace.md#claims"},
    KindPlace{&traceview::ContextView::staticMetaObject, "guide/trace.md#the-context-window"},
    KindPlace{&traceview::DiffView::staticMetaObject, "guide/trace.md#beside-a-good-run"},
    KindPlace{&traceview::ReaskPanel::staticMetaObject, "guide/trace.md#asking-again"},
    KindPlace{&traceview::NotesView::staticMetaObject, "guide/trace.md#notes-and-bookmarks"},
    KindPlace{&explore::ExplorePage::staticMetaObject, "guide/explore.md"},
    KindPlace{&spreadview::SpreadPage::staticMetaObject, "guide/spread.md"},
    KindPlace{&incident::IncidentPage::staticMetaObject, "guide/incident.md"},
    KindPlace{&incident::MomentStrip::staticMetaObject, "guide/incident.md#key-moments"},
    KindPlace{&incident::TimelinePage::staticMetaObject, "guide/incident.md#the-timeline"},
    KindPlace{&whatif::WhatIfPanel::staticMetaObject, "guide/whatif.md"},
    KindPlace{&sources::SourcesPage::staticMetaObject, "guide/sources.md"},
    KindPlace{&sources::MappingView::staticMetaObject, "guide/sources.md#what-was-understood"},
    KindPlace{&sources::MetricsView::staticMetaObject, "guide/sources.md#gauges-and-totals"},
    KindPlace{&sources::SetupPanel::staticMetaObject, "guide/sources.md#connecting-a-service"},
    KindPlace{&runbookview::RunbookDock::staticMetaObject, "guide/commanding.md"},
    KindPlace{&runbookview::LeverPanel::staticMetaObject, "guide/commanding.md#arm-and-hold"},
    KindPlace{&runbookview::LadderView::staticMetaObject, "guide/commanding.md#the-ladder"},
    KindPlace{&runbookview::ProbePanel::staticMetaObject, "guide/commanding.md#probes"},
    KindPlace{&runbookview::LeverBoard::staticMetaObject,
              "guide/commanding.md#when-nothing-can-be-moved"},
    KindPlace{&frame::IncidentBar::staticMetaObject, "guide/window.md#the-line-at-the-top"},
    KindPlace{&frame::LinkStatus::staticMetaObject, "guide/window.md#the-line-at-the-bottom"},
    KindPlace{&timeline::TransportBar::staticMetaObject, "guide/window.md#going-back-in-time"},
    KindPlace{&palette::CommandPalette::staticMetaObject, "guide/window.md#find-anything"},
    KindPlace{&trainingview::TrainingPanel::staticMetaObject, "training.md"},
    KindPlace{&welcome::WelcomePage::staticMetaObject, "guide/first-minutes.md"},
    KindPlace{&settings::ShortcutEditor::staticMetaObject, "guide/settings.md#keys"},
    KindPlace{&HelpDialog::staticMetaObject, "guide/settings.md#keys"},
    KindPlace{&AboutDialog::staticMetaObject, "guide/settings.md#after-a-crash"},
    KindPlace{&LayoutDialog::staticMetaObject, "guide/settings.md#layouts"},
    KindPlace{&QuietDialog::staticMetaObject, "guide/settings.md#quiet-hours"},
    KindPlace{&ReceivingDialog::staticMetaObject, "guide/sources.md#receiving"},
    KindPlace{&RoomDialog::staticMetaObject, "guide/room.md"},
};

QString placeTextOf(const QWidget& widget)
{
    if (const QString own = widget.property(kGuidePlace).toString(); !own.isEmpty())
        return own;
    for (const QMetaObject* kind = widget.metaObject(); kind != nullptr;
         kind = kind->superClass()) {
        const auto found = std::ranges::find(kKindPlaces, kind, &KindPlace::kind);
        if (found != kKindPlaces.end())
            return u"docs/"_s + QString::fromLatin1(found->place);
    }
    return {};
}

// In the window of its own above that one; null: it was not opened there yet.
help::GuideView* viewOver(const QWidget& over)
{
    const auto views = over.findChildren<help::GuideView*>();
    const auto found = std::ranges::find_if(views, [&over](const help::GuideView* view) {
        return view->window()->parentWidget() == &over;
    });
    return found == views.end() ? nullptr : *found;
}

// In the guide itself the key would only lead away from what is read.
bool isGuide(const QWidget& window)
{
    const auto views = window.findChildren<help::GuideView*>();
    return std::ranges::any_of(
        views, [&window](const help::GuideView* view) { return view->window() == &window; });
}

help::Place placeOfText(const QString& text)
{
    return {.page = text.section(u'#', 0, 0), .anchor = text.section(u'#', 1)};
}

} // namespace

help::Place guidePlaceOf(const QWidget* widget)
{
    for (; widget != nullptr; widget = widget->parentWidget()) {
        if (const QString text = placeTextOf(*widget); !text.isEmpty())
            return placeOfText(text);
        // Its tabs have the focus: what they show is meant.
        if (const auto* tabs = qobject_cast<const QTabWidget*>(widget);
            tabs != nullptr && tabs->currentWidget() != nullptr) {
            if (const QString text = placeTextOf(*tabs->currentWidget()); !text.isEmpty())
                return placeOfText(text);
        }
    }
    return {.page = QString::fromLatin1(help::Guide::kContents)};
}

std::vector<help::Place> guidePlaces()
{
    std::vector<help::Place> places;
    for (const KindPlace& each : kKindPlaces)
        places.push_back(placeOfText(u"docs/"_s + QString::fromLatin1(each.place)));
    return places;
}

GuideHost::GuideHost(const common::Theme& theme, QWidget& window)
    : QObject(&window)
    , m_theme(theme)
    , m_window(window)
{
    qApp->installEventFilter(this); // dialogs have no menu whose key it would be
}

void GuideHost::openForFocus()
{
    const QWidget* focused = QApplication::focusWidget();
    if (focused == nullptr)
        focused = m_window.focusWidget();
    if (focused == nullptr || focused == &m_window)
        focused = m_window.findChild<QTabWidget*>(u"pages"_s);
    open(guidePlaceOf(focused));
}

void GuideHost::open(const help::Place& place)
{
    // What is modal would let nothing be done beside it, but for what is its own.
    QWidget* over = QApplication::activeModalWidget();
    if (over == nullptr || !isAbove(over))
        over = &m_window;
    help::GuideView* view = viewOver(*over);
    if (view == nullptr) {
        auto* dialog = new QDialog(over); // kept when it is closed, with the way through it
        dialog->setWindowTitle(tr("User Guide"));
        dialog->resize(kGuideSize);
        view = new help::GuideView(help::Guide::shipped(), m_theme, dialog);
        auto* layout = new QVBoxLayout(dialog);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(view);
    }
    view->open(place);
    view->window()->show();
    view->window()->raise();
    view->window()->activateWindow();
    view->setFocus(Qt::OtherFocusReason);
}

std::vector<palette::Entry> GuideHost::entries()
{
    std::vector<palette::Entry> entries;
    for (const help::Page& page : help::Guide::shipped().pages()) {
        for (const help::Section& section : page.sections) {
            const bool isPage = &section == &page.sections.front();
            const help::Place place{.page = page.path,
                                    .anchor = isPage ? QString() : section.anchor};
            entries.push_back({.key = u"guide:"_s + place.page + u'#' + place.anchor,
                               .kind = tr("Guide"),
                               .title = tr("Guide: %1").arg(section.title),
                               .detail = isPage ? tr("a page of the guide") : page.title,
                               .inside = {section.text},
                               .choose = [guard = QPointer(this), place] {
                                   if (guard)
                                       guard->open(place);
                               }});
        }
    }
    return entries;
}

bool GuideHost::isAbove(const QWidget* other) const
{
    for (const QWidget* widget = other->parentWidget(); widget != nullptr;
         widget = widget->parentWidget()) {
        if (widget == &m_window)
            return true;
    }
    return false;
}

bool GuideHost::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType())
        return QObject::eventFilter(watched, event);
    const auto* widget = static_cast<const QWidget*>(watched);
    // At the last the press comes to the dialog itself.
    if (widget->isWindow() && isAbove(widget) && !isGuide(*widget)
        && common::keymap().matches(common::KeyCommand::ShowGuide,
                                    *static_cast<QKeyEvent*>(event))) {
        openForFocus();
        return true;
    }
    return QObject::eventFilter(watched, event);
}
