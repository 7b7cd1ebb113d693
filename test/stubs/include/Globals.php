<?php

// Core's own start-up, as its scripts ask for it.
