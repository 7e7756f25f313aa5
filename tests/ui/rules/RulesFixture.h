// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "ui/rules/RulesDocument.h"

#include <QApplication>
#include <QTest>
#include <QWidget>

namespace signalbox::tests {

inline QList<models::PolicyProblem> nothingIsWrong(const models::Policy &)
{
    return {};
}

/// The built-in policy, whose first route is \a graph.
inline models::Policy policyWith(const models::RouteGraph &graph)
{
    models::Policy policy = models::Policy::builtIn();
    policy.routes.first().graph = graph;
    return policy;
}

/// Where a key goes that is pressed now.
inline QWidget *focusOf(QWidget &window)
{
    QWidget *shown = QApplication::activePopupWidget();
    if (!shown)
        shown = &window;
    return shown->focusWidget() ? shown->focusWidget() : shown;
}

/// Presses \a key, wherever the focus in \a window or in a menu above it is.
inline void press(QWidget &window, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(focusOf(window), key, modifiers);
    // What has been written in a row is taken over from the event loop.
    QCoreApplication::processEvents();
}

/// Writes \a text, wherever the focus is, and presses Enter.
inline void writeAndEnter(QWidget &window, const QString &text)
{
    QTest::keyClicks(focusOf(window), text);
    press(window, Qt::Key_Return);
}

} // namespace signalbox::tests
