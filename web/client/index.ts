export { createApi } from '../api/api.js';
