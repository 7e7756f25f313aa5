// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/ShippedBooks.h"

namespace signalbox::ui {

const routing::RouteSimulator::Books &shippedBooks()
{
    static const routing::RouteSimulator::Books books{.prices = models::PriceBook::shipped(),
                                                      .models = models::ModelTable::shipped()};
    return books;
}

} // namespace signalbox::ui
