"""The cashier's desk: taking money, the drawer's session, counting and handing over."""
