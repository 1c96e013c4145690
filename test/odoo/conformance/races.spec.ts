import './given.js';
import { inject } from 'vitest';
import { odooRaces } from '../odoo-races.js';

odooRaces('this Odoo', () => inject('odoo'), inject('mark'));
