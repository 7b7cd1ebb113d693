<?php

set_include_path(__DIR__ . '/include');
