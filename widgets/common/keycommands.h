// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QKeySequence>

#include <cstddef>
#include <span>

namespace common {

// Where a key works. Those of the first three work wherever the focus is; all others on their page
// or in their part of it, which comes before the window and before the page it stands on.
enum class KeyContext
{
    Window,
    Time,
    Runbook,
    TimeBar,
    Health,
    Chart,
    Suspects,
    Trace,
    TraceSteps, // waterfall, flame and graph
    Flame,
    Claims,
    GoodRun,
    Notes, // of a trace
    Incident,
    Text, // while a stretch of it is selected
};

// Everything that is done by a key of its own. Not among them: what a control does by itself while
// it has the focus (arrows, Page Up and Down, Home, End, Enter, Space, Tab), and Escape, which
// leaves and closes; a letter that is underlined goes with Alt, and with its text.
enum class KeyCommand
{
    OpenRecording,
    ExportTrace,
    OpenSettings,
    Quit,
    ShowHealth,
    ShowSuspects,
    ShowTrace,
    ShowExplore,
    ShowIncident,
    ShowSources,
    ShowRunbook,
    ShowSpread,
    CopyLink,
    OpenLink,
    AddNote,
    OpenIncident,
    FindAnything,
    ShowGuide,
    ShowHelp,

    BackToLive,
    PlayTime,
    Faster,
    Slower,
    StepBack,
    StepForward,
    PageBack,
    PageForward,
    PreviousAlarm,
    NextAlarm,
    PreviousAction,
    NextAction,
    PreviousMoment,
    NextMoment,
    Loop,
    LoopFrom,
    LoopTo,
    KnownNow,

    ArmLever,
    HoldLever,

    BarZoomIn,
    BarZoomOut,
    BarFit,
    BarPreviousMark,
    BarNextMark,

    FilterFleet,
    MarkRegion,

    NextSuspect,
    PreviousSuspect,
    OpenSuspect,
    SpreadOfSuspect,
    FilterSuspects,
    GroupSuspects,
    SelectSuspect,
    SharedBySuspects,
    JudgeWrong,
    JudgeSound,
    JudgeUnsure,
    NoteWrong,
    NoteSound,
    NoteUnsure,

    ShowWaterfall,
    ShowFlame,
    ShowClaims,
    ShowGraph,
    ShowTable,
    ShowContext,
    ShowGoodRun,
    ShowReask,
    SearchTrace,
    NextPlace,
    PreviousPlace,
    NextFailure,
    PreviousFailure,
    NextLoop,
    PreviousLoop,
    NextRetry,
    PreviousRetry,
    PlayTrace,
    ShowWholeTrace,
    MomentBack,
    MomentOn,
    WorstClaim,
    TraceOfNextSuspect,
    TraceOfPreviousSuspect,
    Bookmark,
    FindingToTimeline,

    StepsZoomIn,
    StepsZoomOut,
    StepsFit,
    ZoomToStep,
    ColorSteps,

    NextClaim,
    PreviousClaim,
    NextWorstClaim,
    PreviousWorstClaim,
    WhyClaim,

    NextDifference,
    PreviousDifference,

    TakeBackNote,

    SearchTimeline,
    MarkEntry,

    SpreadOfText,
};
inline constexpr std::size_t kKeyCommands = static_cast<std::size_t>(KeyCommand::SpreadOfText) + 1;

struct KeyEntry
{
    KeyCommand command = KeyCommand::OpenRecording;
    const char* id = nullptr; // in the settings and in files: never changed
    KeyContext context = KeyContext::Window;
    const char* title = nullptr; // to be translated, see Keymap::title()
    QKeyCombination first = {}; // Qt::Key_unknown: no key
    QKeyCombination second = {};
    QKeySequence::StandardKey standard = QKeySequence::UnknownKey; // instead: as the desktop has it
    bool isFixed = false; // told, but nobody changes it and the keymap does not look for it
};

// All of them, as the enumeration goes, and with it by context.
std::span<const KeyEntry, kKeyCommands> keyEntries();

} // namespace common
