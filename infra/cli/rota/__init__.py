"""`watchdesk rota` shows who is on duty, and what is wrong with the rotas in the coming weeks."""
