// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "ui/shell/Services.h"

#include <memory>

namespace signalbox::ui {

class TargetColors;
class Theme;

/// What the window hands to its pages. The window owns `theme` and `colors`.
struct WindowContext
{
    Services services;
    Theme &theme;
    TargetColors &colors;
};

using PolicySnapshot = std::shared_ptr<const models::Policy>;

} // namespace signalbox::ui
