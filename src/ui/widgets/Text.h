// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace signalbox::ui {

/// The kinds of text that the style sheet knows.
enum class TextRole : quint8 { Body, Muted, Strong, Caption, Title, Figure, Unit };
/// What a text or button says about its subject, in colour beside the words.
enum class Tone : quint8 { Neutral, Success, Warning, Danger, Primary, Flat, Segment, Rail };

/// The style sheet's surfaces for frames and fields.
enum class Panel : quint8 {
    Plain,
    Card,
    Header,
    Footer,
    Rail,
    Bubble, ///< a message in a conversation
    Code, ///< framed monospace text
    Flat, ///< text without a frame of its own
    List, ///< a list whose rows are roomy
    Popup, ///< above everything, until something is chosen
    Notice,
    Warning,
    Danger,
};

/// A label in one of the kinds of text; \a parent owns it.
QLabel *makeLabel(const QString &text, TextRole role, QWidget *parent);
/// Makes \a label one of the kinds of text.
void setTextRole(QLabel *label, TextRole role);
/// Gives \a widget the look of \a tone.
void setTone(QWidget *widget, Tone tone);
/// Gives \a widget the look of \a panel.
void setPanel(QWidget *widget, Panel panel);
/// \a text with the gap that belongs between a button's icon and its text.
QString besideIcon(const QString &text);
/// A one pixel line; \a parent owns it.
QWidget *makeRule(Qt::Orientation orientation, QWidget *parent);

} // namespace signalbox::ui
