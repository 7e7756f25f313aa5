// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDate>

namespace signalbox::models {

class ModelTable;
class PriceBook;

/// What is known outside of a policy. What is not given is not checked.
struct PolicyReferences
{
    const PriceBook *prices = nullptr;
    const ModelTable *models = nullptr;
    QDate today{}; ///< in the zone that expiry dates are meant in

    [[nodiscard]] bool isEmpty() const { return !prices && !models && !today.isValid(); }
};

} // namespace signalbox::models
