// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIcon>

namespace signalbox::ui {

class Theme;

/// The line icons of resources/icons.
enum class IconName : quint8 {
    Align,
    Arrange,
    Branch,
    Brand,
    Check,
    ChevronDown,
    ChevronUp,
    Close,
    Columns,
    Comment,
    Copy,
    Edit,
    Fit,
    Frame,
    Gauge,
    Info,
    Key,
    Live,
    Map,
    Minus,
    Play,
    Plus,
    Pool,
    Providers,
    Redo,
    Refresh,
    Search,
    Send,
    Sidebar,
    Split,
    Stop,
    Table,
    Target,
    Terminal,
    ThumbDown,
    ThumbUp,
    Traffic,
    Trash,
    Undo,
    Warning,
};

/// Which colour of the theme an icon is drawn in.
enum class IconTone : quint8 { Text, Muted, Accent, OnAccent, Success, Warning, Danger };

/// An icon that is drawn from its SVG at every size and in the colours the theme has at that
/// moment; it stays right when the theme changes.
QIcon lineIcon(const Theme &theme, IconName name, IconTone tone = IconTone::Text);

} // namespace signalbox::ui
