"""Invented messages, as members of the public might write them."""

PLACES = ("Selby", "Ryedale", "the ring road", "the market place", "Thirsk", "Skipton", "the bus station", "Filey")

URGENT = (
    "A man has a knife outside the shop in {place}, people are running",
    "There is somebody carrying a blade near {place} right now",
    "Please hurry, they are breaking in now at a house by {place}",
    "She is not breathing and I can't get through on the phone, we are at {place}",
    "I want to die. I am on the bridge at {place}",
    "I think I am being followed from {place} and my battery is going",
    "He is hitting her in the car park at {place}, come now",
    "Mae ganddo gyllell, y tu allan i'r siop yn {place}",
)
PRIORITY = (
    "My grandson has gone missing, last seen at {place} an hour ago",
    "We have been burgled while we were away, the back door is open. Near {place}",
    "My bike was stolen from {place} this morning, do I come in or ring?",
    "I was assaulted on Friday at {place} and I don't know who to tell",
    "Mum has been scammed out of her savings by somebody who says he is a policeman",
    "I am scared to go home tonight. Can somebody message me back?",
    "Mae fy chwaer ar goll ers neithiwr, {place}",
)
ROUTINE = (
    "There is a tree across the road at {place}, cars are swerving round it",
    "When is the next surgery with the neighbourhood team in {place}?",
    "Well done to the officers at {place} last night, brilliant work",
    "Parking on the pavement by the school in {place} again, every single day",
    "Is the road through {place} still closed?",
    "How do I get an update on a case? I have a reference number",
    "Lost a set of keys with a blue tag around {place}",
    "Motorbikes racing up and down {place} all evening, can nothing be done",
    "Do you still do the bike marking at {place} on Saturdays?",
    "Fireworks at {place} until two in the morning, is that allowed",
    "Which form do I need for a street party in {place}?",
    "I've found a dog, brown and white, friendly, near {place}",
    "Lovely to meet the team at {place} today, the children loved the car",
    "Someone has dumped a sofa on the lane behind {place}",
    "What's the helicopter doing over {place}?",
    "Diolch yn fawr i'r tîm yn {place} am eu help",
)
